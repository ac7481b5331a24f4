package dev.nephelite.blob.account;

import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.emulator.service.ListParameters;
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

    static ContainerPage read(BlobReader view, String account, ListParameters listParameters, Instant now) {
        Stream<ListedContainer> there = view.containers(account, listParameters.start())
                .map(ListedContainer::of)
                .filter(entry -> listParameters.includes(SYSTEM) || !entry.isOfTheSystem());
        Stream<ListedContainer> deleted = view.deletedContainers(account, listParameters.start())
                .filter(container -> !container.deletion().isOver(now))
                .map(ListedContainer::of);
        List<ListedContainer> found = Stream.concat(
                        covered(there, listParameters),
                        listParameters.includes(DELETED) ? covered(deleted, listParameters) : Stream.empty())
                .sorted()
                .limit(listParameters.most() + 1L)
                .toList();
        boolean more = found.size() > listParameters.most();
        return more
                ? new ContainerPage(
                        found.subList(0, listParameters.most()),
                        found.get(listParameters.most()).place())
                : new ContainerPage(found, null);
    }

    private static Stream<ListedContainer> covered(Stream<ListedContainer> sorted, ListParameters listParameters) {
        return sorted.takeWhile(entry -> listParameters.covers(entry.name())).limit(listParameters.most() + 1L);
    }
}
