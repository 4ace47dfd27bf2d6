// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_subject.h"
#include "widgets/tables/values_model.h"

#include <QWidget>

class QLabel;

namespace strata {

class PlaneChooser;
class ValuesGrid;

/// The values of both sides beside each other; they scroll and are chosen together, and cells that
/// differ have the ground of what changed.
class PairValues : public QWidget {
    Q_OBJECT

public:
    explicit PairValues(QWidget* parent = nullptr);

    void setSubject(const PairSubject& subject);
    /// Lists the values, once they are looked at.
    void wake();
    /// The answer to pageWanted().
    void setPage(Side side, TensorId tensor, const GridSlice& slice, const GridPage& page,
                 const Result<PresentItems>& items);
    void setList(Side side, TensorId tensor, const Result<SharedValues>& values);
    [[nodiscard]] ValuesModel* model(Side side) { return part(side).model; }
    [[nodiscard]] ValuesGrid* grid(Side side) { return part(side).grid; }

Q_SIGNALS:
    /// The items of `axes`, those along the slice's column axis one after the other.
    void pageWanted(strata::Side side, strata::TensorId tensor, const strata::GridSlice& slice,
                    const strata::GridPage& page, const std::vector<strata::SliceAxis>& axes);

private:
    struct Part {
        ValuesModel* model = nullptr;
        ValuesGrid* grid = nullptr;
    };
    [[nodiscard]] Part& part(Side side) { return side == Side::Left ? m_left : m_right; }
    void makePart(Side side, const QString& title, class QHBoxLayout& boxes);
    void joinViews();
    void showSlices();

    PairSubject m_subject;
    bool m_listed = false;
    Part m_left;
    Part m_right;
    PlaneChooser* m_plane;
    QLabel* m_note;
};

} // namespace strata
