// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"
#include "io/model/document_builder.h"
#include "io/pickle/read_pickle.h"
#include "io/torch/tensor_table.h"
#include "io/torch/weights_only.h"

#include <string>

namespace strata {

/// Reads a pickle of a torch file from `offset` on, as torch answers its persistent ids.
Result<pickle::PickleDocument> read_torch_pickle(const SharedSource& source, SourceId id,
                                                 std::uint64_t offset, const JobContext& job);

/// The document of a torch file while it is made: what both of its forms have alike.
struct TorchDocument {
    DocumentBuilder builder;
    SourceSet sources;
    pickle::PickleDocument pickle; ///< of the object; its findings are added by add_object()
    bool has_object = false;
    torch::Storages storages;
    NodeId object_parent =
        Tree::root; ///< the row below which the object is shown, or that names it
    std::optional<torch::Refusal> refusal; ///< see note_refusal()
    bool legacy = false;                   ///< the form of before 1.6
    bool script = false;                   ///< TorchScript: no Model reading

    TorchDocument(const OpenRequest& request, std::string_view container);

    /// Adds the findings of a pickle beside the object, and takes over its verdict.
    void take_findings(pickle::PickleDocument& other, NodeId row, std::string_view member);
    /// Looks whether torch.load(weights_only=True) would refuse a pickle that it reads; the first
    /// reason counts.
    void note_refusal(const pickle::PickleDocument& other);
    /// Adds the rows of the object, both readings, tensors, versions, custom classes and findings.
    void add_object(torch::TensorTable::Unpack unpack);

    void add_finding(std::string_view rule, Severity severity, Category category, NodeId row,
                     std::vector<std::pair<std::string, std::string>> facts,
                     std::optional<std::uint64_t> offset = {});
};

} // namespace strata
