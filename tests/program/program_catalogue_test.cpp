// SPDX-License-Identifier: Apache-2.0
// `vitviz models`, run as a user does, against a server on the loopback.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "fetch/sha256.h"
#include "program/program.h"
#include "support/http_server.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using Names = std::vector<std::string>;
using Words = std::vector<std::string>;

std::string text_of(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = read_bytes(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::filesystem::path model_file() { return asset("model/vitviz.safetensors"); }

// Somebody with an empty cache, who is behind no proxy.
class User {
 public:
  const HttpServer server;
  const TemporaryFolder folder;

  [[nodiscard]] ProgramResult run(const Words& words, const std::string& before = "") const {
    const std::string shell =
        "unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY; "
        "export XDG_CACHE_HOME=\"$PWD/cache\"; " +
        before + R"( exec "$0" "$@")";
    return run_program(vitviz_program(), words, {.folder = folder.path(), .shell = shell});
  }

  // `vitviz models get dino-s8` from our own server.
  [[nodiscard]] ProgramResult get(const std::string& file, const Words& more = {},
                                  const std::string& before = "") const {
    Words words = {"models", "get", "dino-s8", "--url", server.url(file)};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, before);
  }

  [[nodiscard]] int draw_with_dino() const {
    write_photo(folder / "cat.png");
    return run({"-m", "dino-s8", "--size", "64", "--view", "mask", "cat.png"}).exit_code;
  }

  [[nodiscard]] std::filesystem::path cache() const { return folder / "cache/vitviz/models"; }

  [[nodiscard]] Names names_in_cache() const {
    Names names;
    for (const auto& entry : std::filesystem::directory_iterator(cache())) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
};

std::string any_photo() { return reference("image/photos/rgb_8.png").string(); }

TEST_CASE("the help of models is the one that was looked at") {
  const ProgramResult result = run_program(vitviz_program(), {"models", "--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(std::filesystem::path(VITVIZ_GOLDEN_FOLDER) / "models_help.txt"));
}

TEST_CASE("the list is a table, or JSON") {
  const User user;
  const ProgramResult table = user.run({"models"});
  CHECK(table.exit_code == 0);
  CHECK(contains(table.out, "dinov2-s14-reg"));
  CHECK(contains(table.out, "CC BY-NC 4.0 (restricted)"));
  CHECK(user.run({"models", "list"}).out == table.out);
  const auto list = nlohmann::json::parse(user.run({"models", "--json"}).out);
  CHECK(list.at(0).at("name") == "dino-s16");
  CHECK(list.at(0).at("path").is_null());
}

TEST_CASE("a model is fetched once, and -m and inspect find it by name") {
  const User user;
  user.server.serve("model", text_of(model_file()));
  const ProgramResult early = user.run({"-m", "dino-s8", any_photo()});
  CHECK(early.exit_code == 4);
  CHECK(contains(early.err, "hint: vitviz models get dino-s8\n"));

  const ProgramResult result = user.get("model");
  INFO(result.err);
  CHECK(result.exit_code == 0);
  const auto path = user.cache() / "dino-s8/dino_deitsmall8_pretrain.pth";
  CHECK(result.out == path.string() + "\n");
  CHECK((read_bytes(path) == read_bytes(model_file())));
  CHECK(user.names_in_cache() == Names{"dino-s8"});
  CHECK(contains(user.run({"models"}).out, "* dino-s8 "));

  CHECK(user.draw_with_dino() == 0);
  CHECK(user.run({"inspect", "dino-s8"}).exit_code == 0);
}

TEST_CASE("what is there is fetched again only by force, and kept when that fails") {
  const User user;
  user.server.serve("model", text_of(model_file()));
  CHECK(user.get("model").exit_code == 0);
  const ProgramResult again = user.get("gone");
  CHECK(again.exit_code == 0);
  CHECK(contains(again.err, "already"));
  CHECK(user.get("gone", {"--force"}).exit_code == 4);
  CHECK(user.draw_with_dino() == 0);
  CHECK(user.get("model", {"--force"}).exit_code == 0);
  CHECK(user.names_in_cache() == Names{"dino-s8"});
}

TEST_CASE("a file of that name comes before a model of that name") {
  const User user;
  std::filesystem::copy_file(model_file(), user.folder / "dino-s8");
  CHECK(user.draw_with_dino() == 0);
}

TEST_CASE("a folder of the hub appears only as a whole") {
  const User user;
  user.server.serve("m/resolve/main/config.json", "{}");
  user.server.serve("m/resolve/main/preprocessor_config.json", "{}");
  const Words words = {"models", "get", "siglip-b16", "--url", user.server.url("m")};
  CHECK(user.run(words).exit_code == 4);
  CHECK(user.names_in_cache() == Names{"siglip-b16.incoming"});
  user.server.serve("m/resolve/main/model.safetensors", text_of(model_file()));
  const ProgramResult result = user.run(words);
  INFO(result.err);
  CHECK(result.out == (user.cache() / "siglip-b16").string() + "\n");
  CHECK(user.names_in_cache() == Names{"siglip-b16"});
}

TEST_CASE("the SHA-256 must be the one that was given, or published") {
  const User user;
  user.server.serve("model", text_of(model_file()));
  const ProgramResult wrong = user.get("model", {"--sha256", std::string(64, '0')});
  CHECK(wrong.exit_code == 4);
  CHECK(contains(wrong.err, "the SHA-256 is"));
  CHECK(std::filesystem::is_empty(user.cache() / "dino-s8.incoming"));
  const std::string sum = fetch::sha256_of(model_file(), [] {});
  CHECK(user.get("model", {"--sha256", sum}).exit_code == 0);

  const ProgramResult published =
      user.run({"models", "get", "clip-b32", "--url", user.server.url("model")});
  CHECK(published.exit_code == 4);
  CHECK(contains(published.err, "should be 40d365715913c9da"));
}

TEST_CASE("what does not load is kept apart") {
  const User user;
  user.server.serve("page", "<!DOCTYPE html><html>Sign in</html>");
  const ProgramResult result = user.get("page");
  CHECK(result.exit_code == 4);
  CHECK(contains(result.err, "does not load"));
  CHECK(contains(result.err, "vitviz inspect"));
  CHECK(user.names_in_cache() == Names{"dino-s8.rejected"});
}

TEST_CASE("a full disk ends with what to do, and the rest comes later") {
  const User user;
  user.server.serve("model", text_of(model_file()));
  const ProgramResult full = user.get("model", {}, "ulimit -f 1024;");
  CHECK(full.exit_code == 5);
  CHECK(contains(full.err, "free some space"));
  CHECK(user.names_in_cache() == Names{"dino-s8.incoming"});
  CHECK(user.get("model").exit_code == 0);
}

TEST_CASE("licences come first") {
  const User user;
  const ProgramResult mae = user.run({"models", "get", "mae-b16"});
  CHECK(mae.exit_code == 2);
  CHECK(contains(mae.err, "CC BY-NC 4.0"));
  CHECK(contains(mae.err, "--accept-licence"));
  const ProgramResult dinov3 = user.run({"models", "get", "dinov3-s16"});
  CHECK(dinov3.exit_code == 4);
  CHECK(contains(dinov3.err, "https://huggingface.co/facebook/dinov3"));
}

TEST_CASE("names that nobody knows are corrected") {
  const User user;
  const ProgramResult get = user.run({"models", "get", "dino-s9"});
  CHECK(get.exit_code == 2);
  CHECK(contains(get.err, "did you mean dino-s"));
  const ProgramResult draw = user.run({"-m", "dinov2-s15", any_photo()});
  CHECK(draw.exit_code == 4);
  CHECK(contains(draw.err, "did you mean dinov2-s14?"));
}

TEST_CASE("usage errors of models") {
  const User user;
  for (const Words& words : std::vector<Words>{{"models", "fetch"},
                                               {"models", "get"},
                                               {"models", "get", "a", "b"},
                                               {"models", "list", "a"},
                                               {"models", "--force"},
                                               {"models", "get", "a", "--sha256", "1"},
                                               {"models", "get", "a", "--url", "file:///a"}}) {
    CAPTURE(words.back());
    CHECK(user.run(words).exit_code == 2);
  }
}

TEST_CASE("without a home there is no cache") {
  const User user;
  const ProgramResult result = user.get("model", {}, "unset XDG_CACHE_HOME HOME;");
  CHECK(result.exit_code == 5);
  CHECK(contains(result.err, "XDG_CACHE_HOME"));
}

// An empty file of the library's name stands for a machine without it.
TEST_CASE("without libcurl a download says what to install, and all else works") {
  const User user;
  write_bytes(user.folder / "libcurl.so.4", {});
  const std::string without = "export LD_LIBRARY_PATH=\"$PWD\";";
  const ProgramResult result = user.get("vit.pth", {}, without);
  CHECK(result.exit_code == 4);
  CHECK(result.out.empty());
  CHECK(contains(result.err, user.server.url("vit.pth") + ": downloading needs libcurl: "));
  CHECK(contains(result.err, "libcurl.so.4: file too short"));
  CHECK(contains(result.err, "\n hint: apt-get install libcurl4. Or fetch the address elsewhere"));
  CHECK(user.run({"models"}, without).exit_code == 0);
}

}  // namespace
}  // namespace vitviz::test
