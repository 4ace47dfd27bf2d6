// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QWidget>

class QPushButton;

namespace strata {

class Band;
class Box;
class ByteMap;

/// On top of a page of a file that is not complete: what is missing and what can be done, and where
/// the bytes are. Hidden for every other file.
class EarlyEndNotice : public QWidget {
    Q_OBJECT

public:
    explicit EarlyEndNotice(QWidget* parent = nullptr);

    void setDocument(const Document& document);
    /// Only its first line, where a page is too low for the rest; the overview has it all.
    void setCompact(bool compact);
    [[nodiscard]] Band* band() { return m_band; }
    [[nodiscard]] ByteMap* map() { return m_map; }

Q_SIGNALS:
    void damagedWanted();     ///< the rows of what is cut or missing are to be seen
    void readAgainWanted();   ///< the file may be whole by now
    void wholeExportWanted(); ///< the tensors that are whole are to be saved

private:
    void fill();

    QString m_headline;
    QString m_sentence;
    bool m_compact = false;
    bool m_has_map = false;
    bool m_has_damaged = false;
    bool m_has_whole = false;
    Band* m_band;
    QPushButton* m_show;
    QPushButton* m_export;
    QPushButton* m_again;
    Box* m_map_box;
    ByteMap* m_map;
};

} // namespace strata
