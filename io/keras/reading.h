// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/h5_view.h"
#include "io/keras/shape_rules.h"
#include "io/keras/stored_weights.h"
#include "io/model/document_builder.h"
#include "io/source/byte_source.h"

#include <map>
#include <string>

namespace strata::keras {

/// What the parts of the Model reading of one file share.
struct Reading {
    DocumentBuilder& builder;
    const ByteSource& source;
    const H5View& view;
    const hdf5::FileRows& rows;
    Generation generation = Generation::Keras2;
    ShapeBudget& budget;

    [[nodiscard]] Document& document() const { return builder.document; }
    /// The row of an object in the File reading.
    [[nodiscard]] NodeId file_row(std::size_t object) const { return rows.nodes.at(object); }
};

/// A weight that has found its layer.
struct PlacedWeight {
    TensorId tensor = TensorId::none;
    std::string path;        ///< below the model: "dense/kernel"
    std::string stored_name; ///< "dense/kernel:0"
    std::string layer;       ///< "dense"
    bool trainable = true;
};

/// A row for a tensor, tied to it and to its row in the File reading.
void tie_tensor(const Reading& reading, NodeId row, TensorId tensor, TensorRole role);

/// Says that a list of names, an attribute of `object`, has these more than once.
void report_repeated(const Reading& reading, std::size_t object, std::string_view attribute,
                     const std::vector<std::string>& names);

/// Keys for the rows of one parent: the name, or where it was given out before with a number behind.
class RowKeys {
public:
    [[nodiscard]] std::string next(const std::string& name);

private:
    std::map<std::string, std::size_t> m_seen;
};

} // namespace strata::keras
