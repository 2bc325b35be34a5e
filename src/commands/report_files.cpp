// SPDX-License-Identifier: Apache-2.0
#include "commands/report_files.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/bytes_of.h"
#include "base/text.h"
#include "batch/file_plan.h"
#include "batch/result_files.h"
#include "report/table_files.h"

namespace vitviz::commands {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEnding = ".report.html";

// The last name of a folder's path: of "photos/" and of "." too.
fs::path name_of(const fs::path& folder) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(folder, error);
  const fs::path& path = error ? folder : whole;
  const fs::path name = path.has_filename() ? path.filename() : path.parent_path().filename();
  return name.empty() ? fs::path("photos") : name;
}

// "name", "name-2": of two sights of the same name.
std::vector<fs::path> subfolders_for(const std::vector<std::string>& names) {
  if (names.size() == 1) return {fs::path()};
  std::vector<fs::path> folders;
  for (const std::string& name : names) {
    fs::path folder = fs::path(name).filename();
    if (folder.empty()) folder = "unnamed";
    if (std::find(folders.begin(), folders.end(), folder) != folders.end()) folder += "-2";
    folders.push_back(std::move(folder));
  }
  return folders;
}

void add_file(const fs::path& path, const std::string& text, base::Overwrite overwrite,
              batch::ResultFiles& files) {
  base::UnnamedFile file(path);
  file.append(base::bytes_of(text));
  file.complete();
  files.add(std::move(file), overwrite);
}

}  // namespace

ReportName name_report(const ReportOptions& report, const std::vector<fs::path>& photos,
                       bool is_of_many) {
  const auto printable = [](const fs::path& path) {
    return base::printable(path.filename().string());
  };
  fs::path page;
  std::string title;
  if (is_of_many) {
    page =
        report.inputs.named.size() == 1 ? name_of(report.inputs.named.front()) : fs::path("photos");
    title = fmt::format("{} ({} photos)", base::printable(page.string()), photos.size());
  } else {
    page = photos.front().stem();
    title = printable(photos.front());
    if (photos.size() > 1) {
      page += fmt::format("-{}", photos.back().stem().string());
      title += " · " + printable(photos.back());
    }
  }
  page += kEnding;
  const fs::path folder = report.out == "." ? fs::path() : report.out;
  return {title, folder / page};
}

ReportFiles::ReportFiles(const ReportOptions& report, fs::path page,
                         const std::vector<std::string>& names, const batch::KeptFiles& kept)
    : report_(report), page_(std::move(page)), kept_(kept) {
  batch::check_name(page_, report.overwrite, kept);
  batch::create_folder_for(page_);
  if (!report.tables) return;
  for (const fs::path& subfolder : subfolders_for(names)) {
    folders_.push_back(*report.tables / subfolder);
    batch::check_name(folders_.back() / "measures.json", report.overwrite, kept);
    batch::create_folder_for(folders_.back() / "measures.json");
  }
}

std::vector<fs::path> ReportFiles::write(const std::string& page,
                                         const std::vector<report::Sight>& sights) {
  std::vector<fs::path> paths = {page_};
  batch::ResultFiles files;
  add_file(page_, page, report_.overwrite, files);
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    for (const report::TableFile& table : report::table_files(sights[i])) {
      paths.push_back(folders_[i] / table.name);
      batch::check_name(paths.back(), report_.overwrite, kept_);
      add_file(paths.back(), table.text, report_.overwrite, files);
    }
  }
  files.save();
  files.appear();
  return paths;
}

}  // namespace vitviz::commands
