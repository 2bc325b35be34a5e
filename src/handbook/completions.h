// SPDX-License-Identifier: Apache-2.0
// Scripts by which a shell completes what is typed after `vitviz`: commands, options, their values
// where these have names, models, files. Each says all of it, so that no call of the program is
// needed while somebody types.
#pragma once

#include <array>
#include <string>

#include "base/named.h"
#include "handbook/program_help.h"

namespace vitviz::handbook {

[[nodiscard]] std::string bash_completions(const ProgramHelp& program);
[[nodiscard]] std::string fish_completions(const ProgramHelp& program);
[[nodiscard]] std::string zsh_completions(const ProgramHelp& program);

inline constexpr std::array kShells = {
    base::Named{"bash", bash_completions},
    base::Named{"fish", fish_completions},
    base::Named{"zsh", zsh_completions},
};

}  // namespace vitviz::handbook
