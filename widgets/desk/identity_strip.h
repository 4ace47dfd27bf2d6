// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QWidget>

namespace strata {

class IdentityItem;
class SquareButton;

/// What a document is, in one line under the tabs. Items that do not fit leave from the middle into
/// a menu; trust and integrity always stay.
class IdentityStrip : public QWidget {
    Q_OBJECT

public:
    /// Where an item leads to.
    enum class Target { Overview, Estimator, Weights, Optimizer, Findings };

    explicit IdentityStrip(QWidget* parent = nullptr);

    /// What is known of a file that is still being read; an empty `container` is left out.
    void setOpening(const QString& container, std::uint64_t bytes);
    void setDocument(const Document& document);
    /// Says beside the verdict that values are NaN or infinite, once measuring them told so.
    void setMeasured(const std::vector<Finding>& findings);
    /// The value under a caption; empty when there is none. For tests.
    [[nodiscard]] QString value(const QString& caption) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void targetChosen(strata::IdentityStrip::Target target);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    IdentityItem* addItem(const QString& caption, const QString& value, Target target);
    void clearItems();
    void addEstimator(const Document& document);
    void addArrays(const Document& document);
    void addVerdict(const Document& document);
    void arrange();

    QList<IdentityItem*> m_items;
    IdentityItem* m_values = nullptr; ///< among the items, once there is something to say
    SquareButton* m_more;
};

} // namespace strata
