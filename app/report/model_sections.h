// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/page.h"
#include "io/model/document.h"

/// What a page says of a model of layers, a section each; empty ones are left out.
namespace strata::report {

/// Layers, those of a nested model under it, with the totals of parameters.
void add_layers(Page& page, const Document& document);
/// What goes into the model and what comes out.
void add_ports(Page& page, const Document& document);
/// What the model was compiled with.
void add_training(Page& page, const Document& document);
/// Class, step and hyper-parameters, and what is kept of each weight.
void add_optimizer(Page& page, const OptimizerState* optimizer);
/// What a loader must be given, who uses it, and the line that loads the file.
void add_custom_objects(Page& page, const Document& document);

} // namespace strata::report
