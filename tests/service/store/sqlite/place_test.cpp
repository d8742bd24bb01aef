#include "service/store/sqlite/place.hpp"

#include <gtest/gtest.h>

#include "tests/service/store/store_fixture.hpp"

namespace tertil::store::sqlite {
namespace {

TEST(Place, KnowsFileSystemsThatAreReachedOverANetwork) {
  struct Case {
    std::string_view name;
    std::int64_t magic;
    std::string_view mount_type;
    bool network;
  };
  // Numbers from statfs(2).
  for (const auto& [name, magic, mount_type, network] :
       {Case{"ext4", 0xEF53, "", false}, Case{"xfs", 0x58465342, "", false},
        Case{"btrfs", 0x9123683E, "", false}, Case{"tmpfs", 0x01021994, "", false},
        Case{"overlay", 0x794C7630, "", false}, Case{"zfs", 0x2FC12FC1, "", false},
        Case{"nfs", 0x6969, "", true}, Case{"smb", 0x517B, "", true},
        Case{"cifs", 0xFF534D42, "", true}, Case{"cifs, signed", -11317950, "", true},
        Case{"smb2", 0xFE534D42, "", true}, Case{"9p", 0x01021997, "", true},
        Case{"ceph", 0x00C36400, "", true}, Case{"virtiofs", 0x65735546, "virtiofs", true},
        Case{"sshfs", 0x65735546, "fuse.sshfs", true},
        Case{"ntfs-3g", 0x65735546, "fuseblk", false}}) {
    EXPECT_EQ(is_network(magic, mount_type), network) << name;
  }
}

TEST(Place, LooksAboveFoldersThatAreNotThereYetAndChangesNothing) {
  const Folder folder;
  const auto place = look(folder / "a/b/tertil.db");
  ASSERT_TRUE(place);
  EXPECT_FALSE(place->exists);
  EXPECT_TRUE(place->writable) << place->reason;
  EXPECT_FALSE(std::filesystem::exists(folder / "a"));
  ASSERT_TRUE(create(folder / "a/b/tertil.db"));
  EXPECT_TRUE(look(folder / "a/b/tertil.db")->exists);
}

TEST(Place, SaysWhichFolderCannotBeMade) {
  const Folder folder;
  ASSERT_TRUE(create(folder / "file"));
  const auto refused = create(folder / "file/inside/tertil.db");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.sv.find(folder / "file"), std::string::npos);
  EXPECT_NE(refused.error().message.en.find(folder / "file"), std::string::npos);
}

}  // namespace
}  // namespace tertil::store::sqlite
