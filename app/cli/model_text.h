// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"
#include "io/model/document.h"

/// What `info` prints of a model of layers, a section each; empty ones are left out.
namespace strata::cli {

/// Inputs, outputs and layers, those of a nested model under it.
void print_model(Printer& out, const Document& document);

/// Hyper-parameters, and what the optimizer keeps of each weight.
void print_optimizer(Printer& out, const Document& document);

/// What the model was compiled with.
void print_training(Printer& out, const Document& document);

/// What a loader must be given, who uses it, and the line that loads the file.
void print_custom_objects(Printer& out, const Document& document);

} // namespace strata::cli
