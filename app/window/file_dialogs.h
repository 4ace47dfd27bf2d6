// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QMenu;
class QWidget;

namespace strata {

class Memory;
class RecentFiles;

/// The usual endings of the files that can be opened, with their dots.
[[nodiscard]] QStringList readable_extensions();
/// Of each format the first of them, the most common format first: one line for a person.
[[nodiscard]] QStringList usual_extensions();

/// Asks for files or a folder to open, from the folder that was used last on; empty when the person
/// thinks better of it.
[[nodiscard]] QStringList ask_for_files(QWidget* over, Memory& memory);
[[nodiscard]] QStringList ask_for_folder(QWidget* over, Memory& memory);
/// Asks for one file, to be compared with the one of this name.
[[nodiscard]] QString ask_for_file_to_compare(QWidget* over, const QString& name, Memory& memory);
/// Asks for the files of a series.
[[nodiscard]] QStringList ask_for_files_of_series(QWidget* over, Memory& memory);
/// Asks where to save a file, beginning with `path`; the dialog asks before one is replaced.
[[nodiscard]] QString ask_for_new_file(QWidget* over, const QString& path);

/// Fills a menu with the files that were opened last.
void fill_recent_menu(QMenu& menu, RecentFiles& recent,
                      const std::function<void(const QString&)>& open);

} // namespace strata
