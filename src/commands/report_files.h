// SPDX-License-Identifier: Apache-2.0
// What a report is called, and how its files are written.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "batch/kept_files.h"
#include "commands/report_options.h"
#include "report/sight.h"

namespace vitviz::commands {

// What a report is about: its title, and the name of its page in --out.
struct ReportName {
  std::string title;           // "cat.jpg", "cat.jpg · dog.jpg", "holiday (100 photos)"
  std::filesystem::path page;  // "cat.report.html"
};
[[nodiscard]] ReportName name_report(const ReportOptions& report,
                                     const std::vector<std::filesystem::path>& photos,
                                     bool is_of_many);

// The files of a report: the page, and the tables where they are asked for. Checked before anything
// is computed; they appear all together or not at all.
class ReportFiles {
 public:
  // `names` are those of the sights. Throws Error(kOutput) when a file exists and may not be
  // replaced, is among `kept`, or when a folder cannot be written.
  ReportFiles(const ReportOptions& report, std::filesystem::path page,
              const std::vector<std::string>& names, const batch::KeptFiles& kept);

  // Returns the files in the order in which they are told of. Throws Error(kOutput).
  std::vector<std::filesystem::path> write(const std::string& page,
                                           const std::vector<report::Sight>& sights);

 private:
  const ReportOptions& report_;
  std::filesystem::path page_;
  std::vector<std::filesystem::path> folders_;  // of the tables of each sight; or none
  const batch::KeptFiles& kept_;
};

}  // namespace vitviz::commands
