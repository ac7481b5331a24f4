package dev.nephelite.blob.account;

import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.emulator.service.Listing;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of an account's containers, in the order of their names; of one name first the one that is there, then those
 * that are deleted, in the order in which they were.
 *
 * @param next the place of the entry that the next page begins with, or null when this is the last
 */
record ContainerPage(
        List<ListedContainer> entries, @Nullable String next) {
    static final String DELETED = "deleted";
    static final String SYSTEM = "system";

    static ContainerPage read(BlobReader view, String account, Listing listing, Instant now) {
        Stream<ListedContainer> there = view.containers(account, listing.start())
                .map(ListedContainer::of)
                .filter(entry -> listing.includes(SYSTEM) || !entry.isOfTheSystem());
        Stream<ListedContainer> deleted = view.deletedContainers(account, listing.start())
                .filter(container -> !container.deletion().isOver(now))
                .map(ListedContainer::of);
        List<ListedContainer> found = Stream.concat(
                        covered(there, listing), listing.includes(DELETED) ? covered(deleted, listing) : Stream.empty())
                .sorted()
                .limit(listing.most() + 1L)
                .toList();
        boolean more = found.size() > listing.most();
        return more
                ? new ContainerPage(
                        found.subList(0, listing.most()),
                        found.get(listing.most()).place())
                : new ContainerPage(found, null);
    }

    private static Stream<ListedContainer> covered(Stream<ListedContainer> sorted, Listing listing) {
        return sorted.takeWhile(entry -> listing.covers(entry.name())).limit(listing.most() + 1L);
    }
}
