// SPDX-License-Identifier: Apache-2.0
#include "fetch/fetch_model.h"

#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "base/stopped.h"
#include "base/text.h"
#include "checkpoint/load.h"
#include "fetch/download.h"
#include "fetch/model_cache.h"
#include "fetch/sha256.h"
#include "io/mapped_file.h"

namespace vitviz::fetch {
namespace {

[[noreturn]] void fail_to_write(const std::filesystem::path& path, const std::error_code& error) {
  throw base::Error(
      base::ErrorCode::kOutput,
      fmt::format("{}: cannot be written: {}", base::printable(path.string()), error.message()),
      "XDG_CACHE_HOME can name another folder");
}

std::filesystem::path cache_folder() {
  const auto cache = model_cache();
  if (!cache) {
    throw base::Error(base::ErrorCode::kOutput, "there is no folder for models",
                      "set HOME, or XDG_CACHE_HOME, to the full name of a folder");
  }
  return *cache;
}

void move_over(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::remove_all(to, error);
  if (!error) std::filesystem::rename(from, to, error);
  if (error) fail_to_write(to, error);
}

// Throws Error(kModel) for what is no regular file.
io::FileVersion version_of(const std::filesystem::path& path) {
  return io::MappedFile(path).version();
}

// One model on its way into the cache.
class Arrival {
 public:
  Arrival(const KnownModel& known, const FetchProgress& progress, const std::stop_token& stop)
      : known_(known),
        progress_(progress),
        stop_(stop),
        final_(cache_folder() / known.name),
        incoming_(final_.string() + ".incoming") {
    std::error_code error;
    std::filesystem::create_directories(incoming_, error);
    if (error) fail_to_write(incoming_, error);
    if (std::filesystem::is_symlink(incoming_, error)) {
      throw base::Error(base::ErrorCode::kOutput,
                        base::printable(incoming_.string()) + ": is a link, not a folder",
                        "remove it and run the same command again");
    }
  }

  void fetch(const RemoteFile& file) {
    if (progress_.on_file) progress_.on_file(file.name);
    weights_ = incoming_ / file.name;
    Download request;
    request.url = file.url;
    request.target = weights_;
    request.most_bytes = most_bytes_of(known_);
    request.on_progress = [this](std::uint64_t received, std::optional<std::uint64_t> total) {
      base::stop_if_requested(stop_);
      if (progress_.on_bytes) progress_.on_bytes(received, total);
    };
    download(request);
    arrived_ = version_of(weights_);
  }

  // `expected`: all digits or the first ones; none to check nothing.
  void check_sum(const std::string& expected) const {
    if (expected.empty()) return;
    const std::string sum = sha256_of(weights_, [this] { base::stop_if_requested(stop_); });
    check_same(weights_);
    if (sum.starts_with(expected)) return;
    std::error_code ignored;
    std::filesystem::remove(weights_, ignored);
    throw base::Error(
        base::ErrorCode::kModel,
        fmt::format("{}: the SHA-256 is {}, and should {} {}", known_.name, sum,
                    expected.size() < sum.size() ? "begin with" : "be", expected),
        "this is not the file it should be, and it was removed: is the address right?");
  }

  void check_that_it_loads() const {
    const bool is_file = known_.supply == Supply::kFile;
    try {
      (void)checkpoint::load_model(is_file ? weights_ : incoming_, {});
      check_same(weights_);
    } catch (const base::Error& error) {
      const std::filesystem::path rejected = final_.string() + ".rejected";
      move_over(incoming_, rejected);
      const std::filesystem::path kept = is_file ? rejected / weights_.filename() : rejected;
      throw base::Error(
          base::ErrorCode::kModel,
          fmt::format("{}: arrived, but does not load: {}", known_.name, error.what()),
          "it was kept: vitviz inspect " + base::printable(kept.string()));
    }
  }

  // From here on -m finds it.
  void appear() const {
    std::error_code error;
    if (std::filesystem::exists(final_, error)) {
      const std::filesystem::path replaced = final_.string() + ".replaced";
      move_over(final_, replaced);
      move_over(incoming_, final_);
      std::filesystem::remove_all(replaced, error);
    } else {
      move_over(incoming_, final_);
    }
    check_same(final_ / weights_.filename());
  }

 private:
  // Whoever reads the file under this name reads what arrived: nobody put another one in its place.
  void check_same(const std::filesystem::path& path) const {
    if (version_of(path) == arrived_) return;
    throw base::Error(base::ErrorCode::kModel,
                      base::printable(path.string()) + ": changed while it was checked",
                      "when nobody else writes there, run the same command again");
  }

  const KnownModel& known_;
  const FetchProgress& progress_;
  const std::stop_token& stop_;
  std::filesystem::path final_;
  std::filesystem::path incoming_;
  std::filesystem::path weights_;  // the file fetched last
  io::FileVersion arrived_;        // of it
};

}  // namespace

std::filesystem::path fetch_model(const KnownModel& known, const FetchWishes& wishes,
                                  const FetchProgress& progress, const std::stop_token& stop) {
  std::vector<RemoteFile> files = files_of(known.supply, known.address);
  const std::string published = files.back().sha256;
  if (wishes.url) {
    const std::string name = files.back().name;
    files = files_of(known.supply, *wishes.url);
    if (known.supply == Supply::kFile) files.back().name = name;
  }
  Arrival arrival(known, progress, stop);
  for (const RemoteFile& file : files) arrival.fetch(file);
  arrival.check_sum(wishes.sha256.value_or(published));
  if (progress.on_arrival) progress.on_arrival();
  arrival.check_that_it_loads();
  arrival.appear();
  return *cached(known);
}

}  // namespace vitviz::fetch
