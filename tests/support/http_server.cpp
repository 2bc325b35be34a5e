// SPDX-License-Identifier: Apache-2.0
#include "support/http_server.h"

#include <chrono>
#include <csignal>
#include <span>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vitviz::test {
namespace {

constexpr const char kConfiguration[] = R"(
server.document-root = "{0}/files"
server.bind = "127.0.0.1"
server.port = {1}
server.errorlog = "{0}/log"
server.stat-cache-engine = "disable"
server.max-keep-alive-requests = 0
server.modules = ("mod_redirect", "mod_cgi")
server.stream-response-body = 2
mimetype.assign = ("" => "application/octet-stream")
static-file.exclude-extensions = (".sh")
cgi.assign = (".sh" => "/bin/sh")
url.redirect = ("^/to-file$" => "file:///etc/hostname",
                "^/circle$" => "/circle",
                "^/moved/(.*)$" => "/$1")
)";

class Socket {
 public:
  Socket() : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { close(descriptor_); }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

const sockaddr* generic(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

bool listens(int port) {
  const Socket socket;
  const sockaddr_in address = loopback(port);
  return connect(socket.get(), generic(address), sizeof address) == 0;
}

}  // namespace

int free_port() {
  const Socket socket;
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  if (bind(socket.get(), generic(address), length) != 0 ||
      getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    throw std::runtime_error("no port is free");
  }
  return ntohs(address.sin_port);
}

HttpServer::HttpServer() {
  std::filesystem::create_directory(folder_ / "files");
  constexpr int kAttempts = 5;  // somebody else may take the port first
  for (int i = 0; i < kAttempts; ++i) {
    if (start()) return;
    stop();
  }
  throw std::runtime_error("the HTTP server does not start");
}

HttpServer::~HttpServer() { stop(); }

bool HttpServer::start() {
  port_ = free_port();
  const std::filesystem::path file = folder_ / "lighttpd.conf";
  const std::string text = fmt::format(kConfiguration, folder_.path().string(), port_);
  write_bytes(file, std::as_bytes(std::span(text)));

  std::string words[] = {VITVIZ_LIGHTTPD, "-D", "-f", file.string()};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  if (posix_spawn(&process_, VITVIZ_LIGHTTPD, nullptr, nullptr, arguments, environ) != 0) {
    throw std::runtime_error("cannot start " VITVIZ_LIGHTTPD);
  }
  constexpr int kLooks = 500;
  for (int i = 0; i < kLooks; ++i) {
    if (waitpid(process_, nullptr, WNOHANG) != 0) {
      process_ = 0;
      return false;
    }
    if (listens(port_)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void HttpServer::stop() {
  if (process_ == 0) return;
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

std::string HttpServer::url(const std::string& name) const {
  return fmt::format("http://127.0.0.1:{}/{}", port_, name);
}

void HttpServer::serve(const std::string& name, std::string_view content) const {
  // A new file, so that its ETag and date are its own.
  const std::filesystem::path path = folder_ / ("files/" + name);
  std::filesystem::create_directories(path.parent_path());
  const std::filesystem::path fresh = path.string() + ".new";
  write_bytes(fresh, std::as_bytes(std::span(content)));
  std::filesystem::rename(fresh, path);
}

}  // namespace vitviz::test
