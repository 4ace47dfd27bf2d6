// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/open_document.h"
#include "io/source/tensor_reader.h"
#include "widgets/compare/pair_pictures.h"
#include "widgets/tables/values_model.h"

namespace strata {

/// A plane of both tensors of a pair and of their difference; `request` is in the left one's axes.
Result<PairPlanes> read_pair_planes(const OpenDocument& left, const OpenDocument& right,
                                    const TensorPair& pair, const PictureRequest& request,
                                    const JobContext& job);

/// A page of one side's values, row by row of the slice, whatever order its axes have in the file.
Result<PresentItems> read_side_page(const OpenDocument& side, TensorId tensor,
                                    const GridSlice& slice, const std::vector<SliceAxis>& axes,
                                    const JobContext& job);

} // namespace strata
