// SPDX-License-Identifier: GPL-3.0-or-later
// Objects of an HDF5 file get other paths, and groups that are left empty go.
#include "io/hdf5/worker/move_link.h"

#include <QTemporaryDir>
#include <QTest>

using namespace strata::hdf5;

class TestHdf5MoveLink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_file = H5Fcreate(qPrintable(m_folder.filePath(QStringLiteral("file.h5"))), H5F_ACC_TRUNC,
                           H5P_DEFAULT, H5P_DEFAULT);
        QVERIFY(m_file >= 0);
    }
    void cleanup() { H5Fclose(m_file); }

    void groups_that_are_left_empty_go()
    {
        for (const char* const group : {"/a", "/a/b", "/a/b/c", "/a/note"})
            add_group(group);
        QVERIFY(!move_link(m_file, "/a/b/c", "/d/e"));
        QVERIFY(has_link("/d") && has_link("/d/e"));
        QVERIFY(has_link("/a/note") && !has_link("/a/b"));
    }

    /// What a soft link leads to is not left empty by us alone, and the link is not what held it.
    void soft_links_stay()
    {
        add_group("/real");
        add_group("/real/a");
        QVERIFY(H5Lcreate_soft("/real", m_file, "/alias", H5P_DEFAULT, H5P_DEFAULT) >= 0);
        QVERIFY(!move_link(m_file, "/alias/a", "/b"));
        QVERIFY(has_link("/b") && has_link("/alias") && has_link("/real"));
    }

    void what_is_missing_or_taken()
    {
        add_group("/a");
        add_group("/b");
        QVERIFY(move_link(m_file, "/c", "/d"));
        QVERIFY(move_link(m_file, "/a", "/b"));
        QVERIFY(has_link("/a") && has_link("/b"));
    }

private:
    void add_group(const char* path)
    {
        const hid_t group = H5Gcreate2(m_file, path, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        QVERIFY(group >= 0);
        H5Gclose(group);
    }
    [[nodiscard]] bool has_link(const char* path) const
    {
        return H5Lexists(m_file, path, H5P_DEFAULT) > 0;
    }

    QTemporaryDir m_folder;
    hid_t m_file = H5I_INVALID_HID;
};

QTEST_GUILESS_MAIN(TestHdf5MoveLink)
#include "tst_hdf5_move_link.moc"
