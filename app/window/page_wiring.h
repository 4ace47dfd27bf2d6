// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace strata {

class DocumentJobs;
class Inspector;
struct OpenedFile;

/// Joins what the pages of a document ask for with the jobs that do it, until the jobs end, and hands
/// over what the opening job has made for them.
void wire_pages(Inspector& inspector, DocumentJobs& jobs, const OpenedFile& file);

} // namespace strata
