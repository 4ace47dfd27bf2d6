// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/file_rows.h"

namespace strata::hdf5 {

/// Findings of one part of the file, on its row in the File reading; each worsens the verdict's
/// integrity where it must.
void report_link(DocumentBuilder& builder, const Link& link, NodeId row);
void report_attribute(DocumentBuilder& builder, const Attribute& attribute, NodeId row);
void report_dataset(DocumentBuilder& builder, const Dataset& dataset, std::uint64_t file_bytes,
                    NodeId row);
void report_limit(DocumentBuilder& builder, const std::string& limit, NodeId row);

/// Findings of the file as a whole: its size, what could not be read, the sandbox.
void add_file_findings(DocumentBuilder& builder, const ByteSource& file, const Index& index,
                       const FileRows& rows);

} // namespace strata::hdf5
