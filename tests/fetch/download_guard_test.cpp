// SPDX-License-Identifier: Apache-2.0
// What a download does not do: fill the disk, tell a password, follow a link, trust anybody.
#include <cstdlib>

#include <sys/stat.h>

#include "fetch/site.h"

namespace vitviz::fetch {
namespace {

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

}  // namespace
}  // namespace vitviz::fetch
