// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/source/byte_source.h"
#include "io/torch/tensor_claim.h"

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

namespace strata::torch {

/// The tensors of a file: each object is read and added to the document once, however often and in
/// which reading it is shown.
class TensorTable {
public:
    struct Entry {
        TensorId tensor = TensorId::none;
        TensorClaim claim;
        std::string failure; ///< what contradicts itself; then `tensor` is none
    };
    /// The content of a deflated storage as a source, for windows that cannot be read from a stream;
    /// nothing when a limit forbids it.
    using Unpack = std::function<std::optional<SourceId>(const std::string& key)>;

    /// All references outlive the table. A view that needs one gets a source of its own.
    TensorTable(const pickle::Graph& graph, const Storages& storages, SourceSet& sources,
                DocumentBuilder& builder, Unpack unpack)
        : m_graph(graph),
          m_storages(storages),
          m_sources(sources),
          m_builder(builder),
          m_unpack(std::move(unpack))
    {
    }

    /// Only for what is_tensor() accepts. Adds a finding for one that makes no sense.
    const Entry& of(pickle::ObjectId object);

    /// "Tensor" or "Parameter", and "quint8 Tensor" where the stored type says less.
    [[nodiscard]] static std::string type_words(const Entry& entry);
    /// "(2, 3) float32", with what else there is to say of the values.
    [[nodiscard]] std::string detail_words(const Entry& entry) const;

    /// Adds the findings about storages that many tensors may share.
    void report();

private:
    Entry read(pickle::ObjectId object);
    [[nodiscard]] Storage storage_of(const TensorClaim& claim, Tensor& tensor);
    [[nodiscard]] Storage window(const TensorClaim& claim, const StoredBytes& stored,
                                 Tensor& tensor);
    [[nodiscard]] Storage strided(const TensorClaim& claim, const StoredBytes& stored,
                                  const Tensor& tensor);
    void check_claim(const TensorClaim& claim, const StoredBytes& stored);
    void report_window(const TensorClaim& claim, std::uint64_t end, std::uint64_t bytes);
    void add_finding(std::string_view rule, Severity severity,
                     std::vector<std::pair<std::string, std::string>> facts);

    const pickle::Graph& m_graph;
    const Storages& m_storages;
    SourceSet& m_sources;
    DocumentBuilder& m_builder;
    Unpack m_unpack;
    std::unordered_map<std::uint32_t, Entry> m_entries;
    /// What the first tensor said of each storage: element type and bytes.
    std::unordered_map<std::string, std::pair<std::string, std::uint64_t>> m_claims;
    std::uint64_t m_missing = 0; ///< storages that are not there
    std::string m_first_missing;
    std::uint64_t m_expected = 0; ///< bytes of storages that tensors name
    std::uint64_t m_actual = 0;
    bool m_cut = false;
    pickle::ObjectId m_object = pickle::ObjectId::none; ///< being read, for findings
};

} // namespace strata::torch
