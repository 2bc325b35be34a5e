// SPDX-License-Identifier: Apache-2.0
// Transfers from a real server: whole, broken, stalled, resumed, changed, redirected, refused.
#include "fetch/download.h"

#include <csignal>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "support/http_server.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::fetch {
namespace {

using test::contains;
using test::error_of;
using Names = std::vector<std::string>;

constexpr std::size_t kManyBytes = std::size_t{4} << 20;
constexpr std::chrono::seconds kShortPatience{1};

struct Stop {};  // what a test throws to break a transfer off

std::string pattern(std::size_t count, unsigned seed) {
  std::string text(count, '\0');
  for (char& letter : text) {
    seed = seed * 1664525U + 1013904223U;  // Numerical Recipes' generator
    letter = static_cast<char>(seed >> 24U);
  }
  return text;
}

class Site {
 public:
  const test::HttpServer server;
  const test::TemporaryFolder folder;

  [[nodiscard]] Download request(const std::string& name) const {
    Download download;
    download.url = server.url(name);
    download.target = folder / "model";
    download.on_progress = [](std::uint64_t, std::optional<std::uint64_t>) {};
    download.patience = kShortPatience;
    download.proxy = "";
    return download;
  }

  // Fetches some of the file, then stops.
  void fetch_some(const std::string& name) const {
    Download some = request(name);
    some.on_progress = [](std::uint64_t received, std::optional<std::uint64_t>) {
      if (received > 0) throw Stop{};
    };
    CHECK_THROWS_AS(download(some), Stop);
    CHECK(folder.names() == Names{"model.part", "model.part.from"});
  }

  [[nodiscard]] std::string text_of(const std::string& name) const {
    const std::vector<std::byte> bytes = test::read_bytes(folder / name);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  // The error of a download that leaves no final file.
  [[nodiscard]] base::Error error(const Download& request) const {
    const auto error = error_of([&] { download(request); });
    REQUIRE(error);
    CHECK_FALSE(std::filesystem::exists(request.target));
    return *error;
  }
};

TEST_CASE("a file arrives whole, and nothing else stays") {
  const Site site;
  const std::string content = pattern(kManyBytes, 1);
  site.server.serve("model", content);
  Download request = site.request("model");
  std::optional<std::uint64_t> announced;
  request.on_progress = [&](std::uint64_t, std::optional<std::uint64_t> total) {
    if (total) announced = total;
  };
  const Downloaded result = download(request);
  CHECK(result.bytes == content.size());
  CHECK(result.resumed == 0);
  CHECK(announced == content.size());
  CHECK((site.text_of("model") == content));
  CHECK(site.folder.names() == Names{"model"});
}

TEST_CASE("a broken transfer continues where it stopped") {
  const Site site;
  const std::string content = pattern(kManyBytes, 2);
  site.server.serve("model", content);
  site.fetch_some("model");
  const Downloaded result = download(site.request("model"));
  CHECK(result.resumed > 0);
  CHECK(result.resumed < content.size());
  CHECK((site.text_of("model") == content));
  CHECK(site.folder.names() == Names{"model"});
}

TEST_CASE("a file that changed between the parts is fetched anew") {
  const Site site;
  site.server.serve("model", pattern(kManyBytes, 3));
  site.fetch_some("model");
  for (const std::size_t count : {kManyBytes, std::size_t{100}}) {
    const std::string newer = pattern(count, 4);
    site.server.serve("model", newer);
    CHECK(download(site.request("model")).resumed == 0);
    CHECK((site.text_of("model") == newer));
    std::filesystem::remove(site.folder / "model");
    site.server.serve("model", pattern(kManyBytes, 5));
    site.fetch_some("model");
  }
}

TEST_CASE("parts of another address, or of unknown origin, are not used") {
  const Site site;
  const std::string content = pattern(kManyBytes, 6);
  site.server.serve("model", content);
  site.server.serve("other", pattern(kManyBytes, 7));
  site.fetch_some("other");
  CHECK(download(site.request("model")).resumed == 0);
  CHECK((site.text_of("model") == content));

  std::filesystem::remove(site.folder / "model");
  test::write_bytes(site.folder / "model.part", std::vector<std::byte>(1000));
  CHECK(download(site.request("model")).resumed == 0);
  CHECK((site.text_of("model") == content));
}

TEST_CASE("a part that was complete already only gets its name") {
  const Site site;
  site.server.serve("model", pattern(kManyBytes, 8));
  site.fetch_some("model");
  const std::string content = pattern(kManyBytes, 8);
  test::write_bytes(site.folder / "model.part", std::as_bytes(std::span(content)));
  CHECK(download(site.request("model")).resumed == content.size());
  CHECK(site.folder.names() == Names{"model"});
}

TEST_CASE("a server that closes early: the part stays, and the hint says what to do") {
  const Site site;
  site.server.serve("cut.sh", R"(printf 'Content-Length: 1000\r\nETag: "1"\r\n\r\n%0500d' 0)");
  const base::Error error = site.error(site.request("cut.sh"));
  CHECK(error.code() == base::ErrorCode::kModel);
  CHECK(contains(error.what(), "cannot be fetched"));
  CHECK(contains(error.hint(), "continues where it stopped"));
  CHECK(site.text_of("model.part").size() == 500);
}

TEST_CASE("a server that stops sending is given up") {
  const Site site;
  site.server.serve("stall.sh", R"(printf 'Content-Length: 1000\r\n\r\n%0500d' 0; exec sleep 20)");
  const base::Error error = site.error(site.request("stall.sh"));
  CHECK(error.code() == base::ErrorCode::kModel);
  CHECK(contains(error.hint(), "continues where it stopped"));
}

TEST_CASE("a range that was not asked for is refused") {
  const Site site;
  site.server.serve("odd.sh", R"(
    if [ -n "$HTTP_RANGE" ]; then printf 'Status: 206\r\nContent-Range: bytes 7-9/10\r\n\r\nabc'
    else printf 'Content-Length: 10\r\nETag: "1"\r\n\r\nabcde'; fi)");
  (void)site.error(site.request("odd.sh"));
  const base::Error error = site.error(site.request("odd.sh"));
  CHECK(contains(error.what(), "another part than the one asked for"));
}

TEST_CASE("refusals name the status and what can be done") {
  const Site site;
  CHECK(contains(site.error(site.request("none")).what(), "HTTP status 404"));
  CHECK(contains(site.error(site.request("none")).hint(), "url gives another address"));
  site.server.serve("locked.sh", R"(printf 'Status: 403\r\n\r\nno')");
  CHECK(contains(site.error(site.request("locked.sh")).hint(), "browser"));
  site.server.serve("busy.sh", R"(printf 'Status: 503\r\n\r\nno')");
  CHECK(contains(site.error(site.request("busy.sh")).hint(), "later"));
}

TEST_CASE("a refusal leaves the part of an earlier call alone") {
  const Site site;
  const std::string script = R"(if [ -n "$HTTP_RANGE" ]; then printf 'Status: 503\r\n\r\nno'
    else printf 'Content-Length: 10\r\nETag: "1"\r\n\r\nabcde'; fi)";
  site.server.serve("busy.sh", script);
  (void)site.error(site.request("busy.sh"));
  (void)site.error(site.request("busy.sh"));
  CHECK(site.text_of("model.part") == "abcde");
}

TEST_CASE("redirections lead to HTTP only, and not in circles") {
  const Site site;
  site.server.serve("model", "abc");
  download(site.request("moved/model"));
  CHECK(site.text_of("model") == "abc");
  std::filesystem::remove(site.folder / "model");
  CHECK(contains(site.error(site.request("to-file")).hint(), "no other kind"));
  CHECK(contains(site.error(site.request("circle")).hint(), "circles"));

  Download local = site.request("model");
  local.url = "file:///etc/hostname";
  CHECK(contains(site.error(local).hint(), "http"));
}

TEST_CASE("nobody listens: there, at the proxy, or under that name") {
  const Site site;
  const std::string nowhere = "http://127.0.0.1:" + std::to_string(test::free_port());
  Download request = site.request("model");
  request.url = nowhere + "/model";
  CHECK(contains(site.error(request).hint(), "online"));

  request = site.request("model");
  request.proxy = nowhere;
  CHECK(contains(site.error(request).hint(), "https_proxy"));
  request.proxy = "http://no-such-proxy.invalid:3128";
  CHECK(contains(site.error(request).hint(), "proxy"));

  request = site.request("model");
  request.url = "http://no-such-host.invalid/model";
  CHECK(contains(site.error(request).hint(), "online"));
}

TEST_CASE("a server that speaks no TLS is explained") {
  const Site site;
  Download request = site.request("model");
  request.url.replace(0, 4, "https");
  CHECK(contains(site.error(request).hint(), "ca-certificates"));
}

TEST_CASE("a file that is too large is not written to the end, told or untold") {
  const Site site;
  site.server.serve("model", pattern(kManyBytes, 10));
  site.server.serve(
      "endless.sh",
      "printf 'Content-Type: application/octet-stream\\r\\n\\r\\n'; exec cat /dev/zero");
  for (const char* name : {"model", "endless.sh"}) {
    Download request = site.request(name);
    request.most_bytes = kManyBytes - 1;
    const base::Error error = site.error(request);
    CHECK(error.code() == base::ErrorCode::kModel);
    CHECK(contains(error.what(), "sends more than 4194303 bytes"));
    CHECK(std::filesystem::file_size(site.folder / "model.part") == 0);
  }
  Download request = site.request("model");
  request.most_bytes = kManyBytes;
  CHECK(download(request).bytes == kManyBytes);
}

TEST_CASE("a password in an address is used, and neither shown nor kept") {
  const Site site;
  site.server.serve("model", pattern(kManyBytes, 11));
  Download request = site.request("model");
  request.url.insert(request.url.find("127"), "me:secret@");
  request.on_progress = [](std::uint64_t received, std::optional<std::uint64_t>) {
    if (received > 0) throw Stop{};
  };
  CHECK_THROWS_AS(download(request), Stop);
  CHECK(contains(site.text_of("model.part.from"), "http://127."));
  CHECK_FALSE(contains(site.text_of("model.part.from"), "secret"));

  request = site.request("nothing");
  request.url.insert(request.url.find("127"), "me:secret@");
  CHECK_FALSE(contains(site.error(request).what(), "secret"));
  request.url = "http://me:secret@no-such-host.invalid/model";
  CHECK_FALSE(contains(site.error(request).what(), "secret"));
}

TEST_CASE("a FIFO or a link in the place of a part is refused at once") {
  const Site site;
  site.server.serve("model", "abc");
  REQUIRE(mkfifo((site.folder / "model.part").c_str(), 0600) == 0);
  CHECK(contains(site.error(site.request("model")).what(), "no regular file"));
  std::filesystem::remove(site.folder / "model.part");
  std::filesystem::create_symlink(site.folder / "elsewhere", site.folder / "model.part");
  CHECK(contains(site.error(site.request("model")).what(), "is a link"));
  std::filesystem::remove(site.folder / "model.part");
  REQUIRE(mkfifo((site.folder / "model.part.from").c_str(), 0600) == 0);
  CHECK(download(site.request("model")).bytes == 3);
}

TEST_CASE("certificates are taken from where the environment says") {
  const Site site;
  Download request = site.request("model");
  request.url.replace(0, 4, "https");
  for (const char* variable : {"SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"}) {
    unsetenv(variable);
  }
  for (const std::string variable : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
    CAPTURE(variable);
    setenv(variable.c_str(), "/nowhere/certificates.pem", /*replace=*/1);
    const std::string told = site.error(request).what();
    CAPTURE(told);
    CHECK(contains(told, "/nowhere/certificates.pem"));
    setenv(variable.c_str(), "", /*replace=*/1);
    CHECK_FALSE(contains(site.error(request).what(), "/nowhere"));
    unsetenv(variable.c_str());
  }
}

TEST_CASE("two processes do not write the same part") {
  const Site site;
  site.server.serve("model", pattern(kManyBytes, 9));
  Download outer = site.request("model");
  std::optional<base::Error> inner;
  outer.on_progress = [&](std::uint64_t, std::optional<std::uint64_t>) {
    if (!inner) inner = error_of([&] { download(site.request("model")); });
  };
  download(outer);
  REQUIRE(inner);
  CHECK(inner->code() == base::ErrorCode::kOutput);
  CHECK(contains(inner->what(), "another process"));
}

// The limit stands for a full disk: both end a write in the middle, by one of three errors.
TEST_CASE("a disk that is full keeps what fits") {
  constexpr rlim_t kRoom = 1 << 20;
  const Site site;
  const std::string content = pattern(kManyBytes, 10);
  site.server.serve("model", content);
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{kRoom, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &limit);
  const auto error = error_of([&] { download(site.request("model")); });
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);

  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kOutput);
  CHECK(contains(error->hint(), "free some space"));
  CHECK_FALSE(std::filesystem::exists(site.folder / "model"));
  CHECK(download(site.request("model")).resumed == kRoom);
  CHECK((site.text_of("model") == content));
}

TEST_CASE("a folder that cannot be written is an error of the output") {
  const Site site;
  Download request = site.request("model");
  request.target = site.folder / "none" / "model";
  CHECK(site.error(request).code() == base::ErrorCode::kOutput);
}

}  // namespace
}  // namespace vitviz::fetch
