// SPDX-License-Identifier: Apache-2.0
// Transfers from a real server: whole, broken, stalled, resumed, changed, redirected, refused.
#include "fetch/download.h"

#include <csignal>
#include <string>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "fetch/site.h"

namespace vitviz::fetch {
namespace {

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
