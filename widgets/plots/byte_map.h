// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/presence.h"

#include <QWidget>

namespace strata {

/// The bytes of a file that ends early, as one bar: those of whole tensors, those of cut ones, and
/// those that are missing; a line where the file ends. Where no tensor is
/// whole, its header stands in the place of whole ones.
class ByteMap : public QWidget {
    Q_OBJECT

public:
    explicit ByteMap(QWidget* parent = nullptr);

    void setEnd(const EarlyEnd& end);

    struct Part {
        QString label; ///< "106 whole"; empty for none
        QRectF place;
        bool labelled = false;
    };
    /// From the file's first byte on; labels that would touch are left out, what is missing last.
    [[nodiscard]] QList<Part> parts() const;
    /// Left and right above the bar; the right one is empty where there is no room.
    [[nodiscard]] std::pair<QString, QString> captions() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QRectF barRect() const;
    [[nodiscard]] double endOfFile() const;
    [[nodiscard]] QRectF labelRect(const Part& part) const;

    EarlyEnd m_end;
};

} // namespace strata
