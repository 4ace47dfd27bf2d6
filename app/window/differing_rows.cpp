// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/differing_rows.h"

#include "widgets/compare/pair_model.h"
#include "widgets/parts/text.h"
#include "widgets/words/comparison_words.h"
#include "widgets/words/dtype_words.h"
#include "widgets/words/number_words.h"

#include <QCoreApplication>

namespace strata {

namespace {

/// More nobody reads through; the tree has them all.
constexpr std::size_t most_listed = 500;

struct DifferingRows {
    Q_DECLARE_TR_FUNCTIONS(DifferingRows)
};

class RowLister {
public:
    RowLister(PairSubject& subject, const Comparison& comparison)
        : m_subject(subject), m_all(comparison)
    {
    }

    void list()
    {
        std::vector<std::size_t> waiting = {m_subject.pair}; // the next one last
        while (!waiting.empty()) {
            const std::size_t at = waiting.back();
            waiting.pop_back();
            const PairRow& row = m_all.pairs.rows[at];
            if (differs_itself(row, m_all.rows[at])) {
                if (m_subject.rows.size() == most_listed) {
                    m_subject.more_rows = true;
                    return;
                }
                m_subject.rows.push_back(told(at));
            }
            const PairSign sign = own_sign(row, m_all.rows[at]);
            if (sign == PairSign::OnlyLeft || sign == PairSign::OnlyRight)
                continue;
            for (std::size_t i = row.child_count; i-- > 0;) {
                const std::size_t child = index(row.first_child) + i;
                if (holds_difference(m_all.rows[child]))
                    waiting.push_back(child);
            }
        }
    }

private:
    [[nodiscard]] QString nameOf(NodeId node, Side side) const
    {
        const Document& document = side == Side::Left ? *m_subject.left : *m_subject.right;
        return node == NodeId::none ? QString() : one_line(document.main_tree().name(node), 200);
    }

    [[nodiscard]] QString nameOf(std::size_t at) const
    {
        QStringList parts;
        const bool itself = at == m_subject.pair;
        do {
            const PairRow& row = m_all.pairs.rows[at];
            parts.prepend(row.left != NodeId::none ? nameOf(row.left, Side::Left)
                                                   : nameOf(row.right, Side::Right));
            at = index(row.parent);
        } while (!itself && at != 0 && at != m_subject.pair && parts.size() < 64);
        return parts.join(QLatin1Char('/'));
    }

    [[nodiscard]] DifferingRow told(std::size_t at) const
    {
        const PairRow& row = m_all.pairs.rows[at];
        DifferingRow out;
        out.pair = at;
        out.name = nameOf(at);
        out.sign = own_sign(row, m_all.rows[at]);
        out.how = words::sign_word(out.sign);
        if (row.left == NodeId::none || row.right == NodeId::none) {
            tellOneSide(row, out);
            return out;
        }
        if (row.tensors != PairRow::no_tensors && out.sign == PairSign::Changed)
            tellTensors(row.tensors, out);
        else if (out.sign == PairSign::Changed)
            tellTexts(row, out);
        if (row.renamed) {
            out.how =
                DifferingRows::tr("%1, matched by %2").arg(out.how, words::match_words(row.reason));
            if (out.left.isEmpty() && out.right.isEmpty()) {
                out.left = nameOf(row.left, Side::Left);
                out.right = nameOf(row.right, Side::Right);
            }
        }
        return out;
    }

    /// What stands on the side that has it.
    void tellOneSide(const PairRow& row, DifferingRow& out) const
    {
        const bool left = row.left != NodeId::none;
        const Document& document = left ? *m_subject.left : *m_subject.right;
        const NodeId node = left ? row.left : row.right;
        const TensorId tensor = document.main_tree().node(node).tensor;
        (left ? out.left : out.right) = tensor != TensorId::none
                                            ? words::shape(document.tensor(tensor).shape)
                                            : one_line(document.main_tree().detail(node), 200);
    }

    void tellTensors(std::size_t tensors, DifferingRow& out) const
    {
        const TensorPair& pair = m_all.pairs.tensors[tensors];
        const Tensor& left = m_subject.left->tensor(pair.left);
        const Tensor& right = m_subject.right->tensor(pair.right);
        const auto& difference = m_all.differences[tensors];
        if (!pair.comparable) {
            out.how = DifferingRows::tr("the shapes differ");
            out.left = words::shape(left.shape);
            out.right = words::shape(right.shape);
        } else if (difference) {
            out.how = DifferingRows::tr("%1 of %2 values")
                          .arg(words::count(difference->changed), words::count(difference->count));
            if (difference->relative_l2)
                out.how = DifferingRows::tr("%1, relative L2 %2")
                              .arg(out.how, relative_text(difference->relative_l2));
        }
        if (pair.comparable && left.dtype.name() != right.dtype.name()) {
            out.left = words::dtype_text(left.dtype);
            out.right = words::dtype_text(right.dtype);
        }
    }

    void tellTexts(const PairRow& row, DifferingRow& out) const
    {
        const Tree& left = m_subject.left->main_tree();
        const Tree& right = m_subject.right->main_tree();
        if (left.detail(row.left) != right.detail(row.right)) {
            out.left = one_line(left.detail(row.left), 200);
            out.right = one_line(right.detail(row.right), 200);
        } else if (left.type(row.left) != right.type(row.right)) {
            out.left = one_line(left.type(row.left), 200);
            out.right = one_line(right.type(row.right), 200);
        } else if (left.node(row.left).kind == NodeKind::Layer) {
            out.how = DifferingRows::tr("changed configuration");
        }
    }

    PairSubject& m_subject;
    const Comparison& m_all;
};

} // namespace

void list_differing_rows(PairSubject& subject, const Comparison& comparison)
{
    if (subject.has_left && subject.has_right) // of what stands alone the page says so
        RowLister(subject, comparison).list();
}

} // namespace strata
