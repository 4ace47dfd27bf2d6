// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/byte_source.h"

#include <QByteArray>
#include <QList>

#include <zlib.h>

namespace strata::fixtures {

/// Writes zip archives with everything that may be wrong with one.
class ZipMaker {
public:
    struct Entry {
        QByteArray name;
        QByteArray content;
        bool deflate = false;
        bool descriptor = false;
        bool zip64 = false;
        bool listed = true;  ///< in the directory
        int flags = 0;       ///< of both headers, with those that follow from the rest
        int method = -1;     ///< of both headers instead of the right one
        QByteArray own_name; ///< in its own header, when not `name`
        int own_method = -1; ///< in its own header alone
        int own_flags = 0;
        qint64 own_size = -1;
        quint32 own_checksum = 0; ///< 0: the right one
        quint32 checksum = 0;     ///< in both, 0: the right one
        qint64 size = -1;         ///< in both
        qint64 offset = -1;       ///< in the directory
        QByteArray padding;       ///< put behind the data
    };

    ZipMaker& add(const Entry& entry)
    {
        m_entries.append(entry);
        return *this;
    }
    ZipMaker& add(const QByteArray& name, const QByteArray& content, bool deflate = false)
    {
        Entry entry;
        entry.name = name;
        entry.content = content;
        entry.deflate = deflate;
        return add(entry);
    }

    QByteArray comment;
    QByteArray prefix;  ///< put before the archive, whose offsets do not count it
    int count_more = 0; ///< added to the number of members in the end record
    bool zip64_end = false;
    int disk = 0;

    [[nodiscard]] QByteArray make() const
    {
        QByteArray out;
        QByteArray directory;
        int count = 0;
        for (const Entry& entry : m_entries) {
            const qint64 offset = out.size();
            out += local(entry);
            if (entry.listed) {
                directory += central(entry, entry.offset >= 0 ? entry.offset : offset);
                ++count;
            }
        }
        const qint64 begin = out.size();
        out += directory;
        if (zip64_end)
            out += zip64_records(count, directory.size(), begin);
        out += "PK\5\6" + little(disk, 2) + little(disk, 2);
        const qint64 told = zip64_end ? 0xffff : count + count_more;
        out += little(told, 2) + little(told, 2);
        out += little(zip64_end ? 0xffffffff : directory.size(), 4);
        out += little(zip64_end ? 0xffffffff : begin, 4);
        out += little(comment.size(), 2) + comment;
        return prefix + out;
    }

    static QByteArray little(qint64 value, int bytes)
    {
        QByteArray out;
        for (int byte = 0; byte < bytes; ++byte)
            out.append(static_cast<char>(value >> (8 * byte) & 0xff));
        return out;
    }

    static quint32 checksum_of(const QByteArray& content)
    {
        return static_cast<quint32>(
            crc32(0, reinterpret_cast<const unsigned char*>(content.constData()),
                  static_cast<unsigned>(content.size())));
    }

    static QByteArray deflated(const QByteArray& content)
    {
        z_stream stream{};
        deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
        QByteArray out(static_cast<qsizetype>(
                           deflateBound(&stream, static_cast<unsigned long>(content.size()))),
                       '\0');
        stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(content.constData()));
        stream.avail_in = static_cast<unsigned>(content.size());
        stream.next_out = reinterpret_cast<unsigned char*>(out.data());
        stream.avail_out = static_cast<unsigned>(out.size());
        ::deflate(&stream, Z_FINISH);
        out.resize(static_cast<qsizetype>(stream.total_out));
        deflateEnd(&stream);
        return out;
    }

private:
    static QByteArray stored(const Entry& entry)
    {
        return entry.deflate ? deflated(entry.content) : entry.content;
    }
    static int method(const Entry& entry)
    {
        return entry.method >= 0 ? entry.method : entry.deflate ? 8 : 0;
    }
    static int flags(const Entry& entry) { return entry.flags | (entry.descriptor ? 8 : 0); }
    static quint32 checksum(const Entry& entry)
    {
        return entry.checksum != 0 ? entry.checksum : checksum_of(entry.content);
    }
    static qint64 size(const Entry& entry)
    {
        return entry.size >= 0 ? entry.size : entry.content.size();
    }

    static QByteArray local(const Entry& entry)
    {
        const QByteArray data = stored(entry);
        const QByteArray name = entry.own_name.isEmpty() ? entry.name : entry.own_name;
        const qint64 own_size = entry.own_size >= 0 ? entry.own_size : size(entry);
        QByteArray extra;
        if (entry.zip64)
            extra = little(1, 2) + little(16, 2) + little(own_size, 8) + little(data.size(), 8);
        QByteArray out = "PK\3\4" + little(20, 2) + little(flags(entry) | entry.own_flags, 2);
        out += little(entry.own_method >= 0 ? entry.own_method : method(entry), 2) + little(0, 4);
        const quint32 own = entry.own_checksum != 0 ? entry.own_checksum : checksum(entry);
        out += little(entry.descriptor ? 0 : own, 4);
        const qint64 beyond = 0xffffffff;
        out += little(entry.descriptor ? 0 : entry.zip64 ? beyond : data.size(), 4);
        out += little(entry.descriptor ? 0 : entry.zip64 ? beyond : own_size, 4);
        out += little(name.size(), 2) + little(extra.size(), 2) + name + extra + data;
        if (entry.descriptor)
            out += "PK\7\10" + little(checksum(entry), 4) + little(data.size(), 4) +
                   little(size(entry), 4);
        return out + entry.padding;
    }

    static QByteArray central(const Entry& entry, qint64 offset)
    {
        const qint64 data_bytes = stored(entry).size();
        QByteArray extra;
        if (entry.zip64)
            extra = little(1, 2) + little(24, 2) + little(size(entry), 8) + little(data_bytes, 8) +
                    little(offset, 8);
        const qint64 beyond = 0xffffffff;
        QByteArray out = "PK\1\2" + little(20, 2) + little(20, 2) + little(flags(entry), 2);
        out += little(method(entry), 2) + little(0, 4) + little(checksum(entry), 4);
        out += little(entry.zip64 ? beyond : data_bytes, 4);
        out += little(entry.zip64 ? beyond : size(entry), 4);
        out += little(entry.name.size(), 2) + little(extra.size(), 2) + little(0, 2);
        out += little(0, 8) + little(entry.zip64 ? beyond : offset, 4);
        return out + entry.name + extra;
    }

    static QByteArray zip64_records(int count, qint64 bytes, qint64 begin)
    {
        QByteArray out = "PK\6\6" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8);
        out += little(count, 8) + little(count, 8) + little(bytes, 8) + little(begin, 8);
        return out + "PK\6\7" + little(0, 4) + little(begin + bytes, 8) + little(1, 4);
    }

    QList<Entry> m_entries;
};

} // namespace strata::fixtures
