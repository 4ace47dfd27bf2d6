// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <map>

namespace strata {

/// What a format reader fills. Ids of rows are those that the two TreeBuilders gave out; finish()
/// renumbers them everywhere in the document.
struct DocumentBuilder {
    /// `document.model` and `document.file` stay empty until finish().
    Document document;
    TreeBuilder model;
    TreeBuilder file;

    /// Adds a tensor and ties its rows to it (rows may be NodeId::none).
    TensorId add_tensor(Tensor tensor);
    /// Adds a finding, at most limits::findings_a_rule of one rule; finish() writes how many
    /// more there were into the last one's fact "more".
    void add_finding(Finding finding);
    /// Leaves the first of a rule's findings, which counts the others: where one cause has hundreds
    /// of consequences.
    void fold_findings(std::string_view rule);
    /// Says that two rows show the same thing.
    void link(NodeId model_node, NodeId file_node);

    [[nodiscard]] std::shared_ptr<const Document> finish() &&;

private:
    void write_counts();

    std::map<std::string, std::uint64_t, std::less<>> m_findings; ///< given to us, by rule
};

} // namespace strata
