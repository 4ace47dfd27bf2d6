// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/library_versions.h"
#include "tests/unit/pickle/pickle_test.h"

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

/// What a pickle tells of the versions of scipy, pandas and of the libraries of boosters.
class TestLibraryVersions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void versions_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QByteArrayList>("versions");
        const QByteArray ubjson =
            QByteArray("{L\0\0\0\0\0\0\0\7version[#L\0\0\0\0\0\0\0\3i\1i\7i\6}"
                       "L\0\0\0\0\0\0\0\7version[#L\0\0\0\0\0\0\0\3i\3i\2I\1\2}}",
                       71);
        const auto booster = [](const QByteArray& name, const QByteArray& state) {
            return "\x80\x04" + ("c" + name) + "\nBooster\n)\x81}" + state + "sb.";
        };
        const auto bytes = [](const QByteArray& data) {
            return "B" + QByteArray(1, static_cast<char>(data.size())) + QByteArray(3, 0) + data;
        };
        QTest::newRow("none") << QByteArray("I1\n.") << QByteArrayList{};
        QTest::newRow("scipy from 1.8")
            << QByteArray("cscipy.sparse._csr\ncsr_matrix\n.") << QByteArrayList{"scipy >=1.8"};
        QTest::newRow("scipy before 1.8")
            << QByteArray("cscipy.sparse.csr\ncsr_matrix\n.") << QByteArrayList{"scipy <1.8"};
        QTest::newRow("scipy") << QByteArray("cscipy.special\nexpit\n.")
                               << QByteArrayList{"scipy "};
        QTest::newRow("not scipy") << QByteArray("cscipyx.special\nexpit\n.") << QByteArrayList{};
        QTest::newRow("pandas from 1.3")
            << QByteArray("cpandas._libs.internals\n_unpickle_block\n.")
            << QByteArrayList{"pandas >=1.3"};
        QTest::newRow("pandas before 2")
            << QByteArray("cpandas.core.indexes.numeric\nInt64Index\n.")
            << QByteArrayList{"pandas <2.0"};
        QTest::newRow("xgboost") << booster("xgboost.core", "S'handle'\n" + bytes(ubjson))
                                 << QByteArrayList{"xgboost 3.2.258"};
        QTest::newRow("xgboost, no version")
            << booster("xgboost.core", "S'handle'\n" + bytes(ubjson.left(60)))
            << QByteArrayList{"xgboost 1.7.6"};
        QTest::newRow("xgboost, damaged")
            << booster("xgboost.core", "S'handle'\n" + bytes(ubjson.left(30)))
            << QByteArrayList{"xgboost "};
        QTest::newRow("lightgbm") << booster("lightgbm.basic",
                                             "S'_handle'\n" +
                                                 bytes("tree\nversion=v4\nnum_class=1"))
                                  << QByteArrayList{"lightgbm >=4.0"};
        QTest::newRow("lightgbm, old")
            << booster("lightgbm.basic", "S'handle'\n" + bytes("tree\nversion=v3\nnum_class=1"))
            << QByteArrayList{"lightgbm <4.0"};
    }

    void versions()
    {
        QFETCH(QByteArray, pickle);
        QFETCH(QByteArrayList, versions);
        const PickleDocument document = read(pickle);
        DocumentBuilder builder;
        add_library_versions(document.graph, builder);
        QByteArrayList found;
        for (const VersionEvidence& version : builder.document.versions) {
            QVERIFY(!version.evidence.empty());
            found << QByteArray::fromStdString(version.name + ' ' + version.version);
        }
        QCOMPARE(found, versions);
    }
};

QTEST_GUILESS_MAIN(TestLibraryVersions)
#include "tst_library_versions.moc"
