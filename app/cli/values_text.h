// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"
#include "app/report/values_report.h"

#include <span>
#include <vector>

namespace strata::cli {

/// Columns under each other; more than two axes become one grid for each index of the outer ones,
/// headed by it as Python writes it: "[0, 2]".
void print_grid(Printer& out, const Document& document, const report::ReadValues& values);

/// A line for each index of all axes but the last, its values apart by commas; a vector has one
/// value on each line. Quoted as RFC 4180 has it.
void print_csv(Printer& out, const Document& document, const report::ReadValues& values);

/// Real items of a small type as float32.
[[nodiscard]] std::vector<float> widened(const DType& dtype, std::span<const std::byte> items);

} // namespace strata::cli
