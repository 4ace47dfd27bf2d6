// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/walk.h"

#include "io/base/limits.h"
#include "io/hdf5/worker/describe_dataset.h"
#include "io/hdf5/worker/describe_type.h"
#include "io/hdf5/worker/handle.h"
#include "io/hdf5/worker/library_error.h"
#include "io/hdf5/worker/read_attributes.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include <H5Cpp.h>

namespace strata::hdf5 {

namespace {

/// Messages between two renewals of the processor limit.
constexpr std::uint64_t keep_alive_messages = 1'000;

/// A link of a group, as its table has it.
struct Link {
    std::string name;
    H5L_type_t type = H5L_TYPE_ERROR;
    haddr_t address = HADDR_UNDEF; ///< of a hard link
    std::size_t value_bytes = 0;   ///< of the others
};

/// A hard link whose object is still to be sent.
struct Pending {
    haddr_t address;
    std::uint64_t parent;
    std::string name;
    int depth;
};

/// An object that was sent.
struct Sent {
    haddr_t address;
    std::uint64_t id;
};

struct LinkList {
    std::vector<Link> links;
    std::uint64_t room; ///< how many there may be
    bool cut;
};

herr_t add_link(hid_t, const char* name, const H5L_info_t* info, void* list)
{
    auto& found = *static_cast<LinkList*>(list);
    if (found.links.size() >= found.room) {
        found.cut = true;
        return 1;
    }
    Link link{name, info->type, HADDR_UNDEF, 0};
    if (info->type == H5L_TYPE_HARD)
        link.address = info->u.address;
    else
        link.value_bytes = info->u.val_size;
    found.links.push_back(std::move(link));
    return 0;
}

hsize_t user_block_of(hid_t file)
{
    const Handle creation(H5Fget_create_plist(file));
    hsize_t size = 0;
    if (creation.valid())
        H5Pget_userblock(creation.id(), &size);
    return size;
}

class Walk {
public:
    Walk(hid_t file, MessagePipe& pipe, void (*keep_alive)())
        : m_file(file), m_pipe(pipe), m_keep_alive(keep_alive), m_user_block(user_block_of(file))
    {
    }

    void run()
    {
        const Handle root(H5Gopen2(m_file, "/", H5P_DEFAULT));
        H5O_info_t info = {};
        if (!root.valid() || H5Oget_info2(root.id(), &info, H5O_INFO_BASIC) < 0) {
            m_pipe.send({{"kind", "refused"}, {"what", last_library_error()}});
            return;
        }
        send_object({info.addr, 0, "", 0});
        while (!m_pending.empty()) {
            const Pending next = std::move(m_pending.back());
            m_pending.pop_back();
            send_object(next);
            if (m_pipe.count() % keep_alive_messages == 0)
                m_keep_alive();
        }
        send_attributes();
        m_pipe.send({{"kind", "end"}, {"objects", m_ids.size()}, {"user_block", m_user_block}});
    }

private:
    void send_problem(const Pending& at, const char* what)
    {
        m_pipe.send({{"kind", "problem"},
                     {"parent", at.parent},
                     {"name", at.name},
                     {"what", what},
                     {"detail", last_library_error()}});
    }

    void send_object(const Pending& at)
    {
        const auto seen = m_ids.find(at.address);
        if (seen != m_ids.end()) {
            m_pipe.send({{"kind", "alias"},
                         {"parent", at.parent},
                         {"name", at.name},
                         {"target", seen->second}});
            return;
        }
        if (m_ids.size() >= limits::hdf5_objects)
            return send_problem(at, "hdf5_objects");
        const Handle object(H5Oopen_by_addr(m_file, at.address));
        if (!object.valid())
            return send_unopened(at);
        const std::uint64_t id = m_ids.size();
        m_ids.emplace(at.address, id);
        Json message = {{"kind", "object"},
                        {"id", id},
                        {"parent", at.parent},
                        {"name", at.name},
                        {"address", at.address}};
        describe(object.id(), message);
        const bool is_group = message["kind"] == "group";
        m_pipe.send(message);
        // A group's table of links is what damaged files bring the library down by: what was found
        // before is out by then.
        if (is_group)
            m_pipe.flush();
        if (H5Aget_num_attrs(object.id()) != 0)
            m_with_attributes.push_back({at.address, id});
        if (is_group)
            send_links(object.id(), id, at);
    }

    void send_unopened(const Pending& at)
    {
        const std::string detail = last_library_error();
        m_pipe.send({{"kind", "problem"},
                     {"parent", at.parent},
                     {"name", at.name},
                     {"what", is_unknown_version(detail) ? "unknown version" : "unreadable"},
                     {"detail", detail},
                     {"address", at.address}});
    }

    /// Attributes come when all objects are known: one that brings the library down takes the
    /// attributes of the objects behind it along and nothing else.
    void send_attributes()
    {
        m_pipe.flush();
        for (const Sent& sent : m_with_attributes) {
            const Handle object(H5Oopen_by_addr(m_file, sent.address));
            m_pipe.send({{"kind", "attributes"},
                         {"id", sent.id},
                         {"attributes", read_attributes(object.id(), m_room)}});
            m_pipe.flush();
            m_keep_alive();
        }
    }

    void describe(hid_t object, Json& message) const
    {
        switch (H5Iget_type(object)) {
        case H5I_GROUP:
            message["kind"] = "group";
            return;
        case H5I_DATASET:
            message["kind"] = "dataset";
            describe_dataset(object, m_user_block, message);
            return;
        case H5I_DATATYPE:
            message["kind"] = "datatype";
            message["type"] = describe_type(H5::DataType(object));
            return;
        default:
            message["kind"] = "unknown";
            return;
        }
    }

    void send_links(hid_t group, std::uint64_t id, const Pending& at)
    {
        LinkList list{{}, limits::hdf5_links - m_links, false};
        const herr_t walked =
            H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, nullptr, add_link, &list);
        m_links += list.links.size();
        if (walked < 0 || list.cut)
            m_pipe.send({{"kind", "problem"},
                         {"parent", id},
                         {"what", list.cut ? "hdf5_links" : "unreadable links"},
                         {"detail", last_library_error()}});
        const std::size_t first = m_pending.size();
        for (Link& link : list.links) {
            if (link.type != H5L_TYPE_HARD)
                send_named_link(group, id, link);
            else if (at.depth >= limits::hdf5_group_depth)
                send_problem({link.address, id, link.name, 0}, "hdf5_group_depth");
            else
                m_pending.push_back({link.address, id, std::move(link.name), at.depth + 1});
        }
        // The last one is taken first.
        std::reverse(m_pending.begin() + static_cast<std::ptrdiff_t>(first), m_pending.end());
    }

    /// Soft, external and user-defined links: what they say, never where they lead.
    void send_named_link(hid_t group, std::uint64_t parent, const Link& link)
    {
        Json message = {{"kind", "link"}, {"parent", parent}, {"name", link.name}};
        std::vector<char> value(std::min<std::size_t>(link.value_bytes, limits::value_text_bytes));
        const bool held =
            value.size() == link.value_bytes && !value.empty() &&
            H5Lget_val(group, link.name.c_str(), value.data(), value.size(), H5P_DEFAULT) >= 0;
        const char* file = nullptr;
        const char* path = nullptr;
        unsigned flags = 0;
        if (link.type == H5L_TYPE_SOFT) {
            message["link"] = "soft";
            if (held)
                message["path"] = std::string(value.data(), strnlen(value.data(), value.size()));
        } else if (link.type == H5L_TYPE_EXTERNAL) {
            message["link"] = "external";
            if (held &&
                H5Lunpack_elink_val(value.data(), value.size(), &flags, &file, &path) >= 0) {
                message["file"] = file;
                message["path"] = path;
            }
        } else {
            message["link"] = "user-defined";
            message["class"] = static_cast<int>(link.type);
        }
        m_pipe.send(message);
    }

    hid_t m_file;
    MessagePipe& m_pipe;
    void (*m_keep_alive)();
    hsize_t m_user_block;
    std::uint64_t m_room = limits::hdf5_index_bytes; ///< for values of attributes
    std::uint64_t m_links = 0;                       ///< sent or about to be
    std::unordered_map<haddr_t, std::uint64_t> m_ids;
    std::vector<Pending> m_pending;
    std::vector<Sent> m_with_attributes; ///< or whose number of attributes is not known
};

} // namespace

void send_index(hid_t file, MessagePipe& pipe, void (*keep_alive)())
{
    Walk(file, pipe, keep_alive).run();
}

} // namespace strata::hdf5
