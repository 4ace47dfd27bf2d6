// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_rows.h"
#include "widgets/tables/columns_model.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace strata {

class PairModel;
class TableView;

/// Rows of one side that another row could stand beside.
class CandidatesModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { PathColumn, ShapeColumn, PartnerColumn };

    struct Candidate {
        NodeId node = NodeId::none;
        QString path;
        QString shape;
        QString partner; ///< what it stands beside now; empty: nothing
    };

    explicit CandidatesModel(QObject* parent = nullptr);
    void setCandidates(QList<Candidate> candidates);
    [[nodiscard]] NodeId node(int row) const { return m_candidates[row].node; }
    [[nodiscard]] int rowOf(NodeId node) const; ///< -1: none

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_candidates.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    QList<Candidate> m_candidates;
};

/// Asks which row of the other side a row shall stand beside. Rows of its kind are offered, those of
/// its shape and those that stand alone first.
class PairDialog : public QDialog {
    Q_OBJECT

public:
    PairDialog(const PairModel& model, std::size_t pair, Side from, QWidget* parent = nullptr);

    [[nodiscard]] TableView* table() { return m_table; }

Q_SIGNALS:
    void chosen(strata::NodeId node);

private:
    void fill();
    void fillAgain();
    void take();
    [[nodiscard]] QList<CandidatesModel::Candidate> candidates(const QString& filter) const;

    const PairModel& m_model;
    NodeId m_mine; ///< of the side `from`; rows may move while the dialog is open, nodes do not
    Side m_from;
    Side m_other;
    QLineEdit* m_filter;
    CandidatesModel* m_candidates;
    TableView* m_table;
    QLabel* m_more;
    QPushButton* m_join;
};

} // namespace strata
