package dev.nephelite.protocol.fuzz;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What anybody can see of a service, where a request might have changed it. */
final class VisibleState {
    private static final String ACCOUNT = "/devstoreaccount1";
    private static final String CONTAINERS = ACCOUNT + "?comp=list&include=metadata,deleted,system";
    private static final String BLOBS = "?restype=container&comp=list&include=snapshots,metadata,uncommittedblobs,copy,"
            + "deleted,tags,versions,immutabilitypolicy,legalhold";

    private final Function<String, FuzzResponse> get;
    private final Map<String, String> seen = new TreeMap<>();

    /**
     * Sees what {@code get} answers.
     *
     * @param get reads from a target, which is a path with a query
     */
    VisibleState(Function<String, FuzzResponse> get) {
        this.get = get;
    }

    /** Where a request to the Blob service might change something. */
    static List<String> ofBlobs(RequestDraft requestDraft) {
        String container = segments(requestDraft.path(), 3);
        boolean isAccount =
                requestDraft.path().equals(ACCOUNT) || requestDraft.path().equals(ACCOUNT + "/");
        return isAccount
                ? List.of(CONTAINERS, ACCOUNT + "?restype=service&comp=properties", ACCOUNT + "/photos" + BLOBS)
                : List.of(
                        CONTAINERS,
                        container + BLOBS,
                        container + "?restype=container&comp=acl",
                        requestDraft.path() + "?comp=blocklist&blocklisttype=all");
    }

    /** Where a request to the Queue service might change something. */
    static List<String> ofQueues(RequestDraft requestDraft) {
        String queue = segments(requestDraft.path(), 3);
        return List.of(
                ACCOUNT + "?comp=list&include=metadata",
                ACCOUNT + "?restype=service&comp=properties",
                queue + "?comp=acl",
                // Peeking removes expired messages, so it comes before the metadata, which counts them.
                queue + "/messages?peekonly=true&numofmessages=32",
                queue + "?comp=metadata");
    }

    /** Looks where it is not known what is there. */
    void look(List<String> targets) {
        targets.forEach(target -> seen.computeIfAbsent(target, this::see));
    }

    /** Looks again, and returns what has changed, or the empty text. */
    String changes(List<String> targets) {
        StringBuilder changes = new StringBuilder();
        for (String target : targets) {
            String now = see(target);
            String before = seen.getOrDefault(target, now);
            if (!now.equals(before)) {
                changes.append("\n")
                        .append(target)
                        .append("\n  was ")
                        .append(before)
                        .append("\n  is  ")
                        .append(now);
            }
        }
        return changes.toString();
    }

    /** Something has happened: nothing is known any more. */
    void forget() {
        seen.clear();
    }

    private String see(String target) {
        FuzzResponse fuzzResponse = get.apply(target);
        return fuzzResponse.isAcceptance()
                ? fuzzResponse.headers().withPrefix("x-ms-meta-")
                        + fuzzResponse.text()
                        + fuzzResponse.headers().get("x-ms-approximate-messages-count")
                : fuzzResponse.status() + " " + fuzzResponse.errorCode();
    }

    /** The path down to so many slashes. */
    private static String segments(String path, int slashes) {
        String[] segments = path.split("/", -1);
        return String.join("/", List.of(segments).subList(0, Math.min(slashes, segments.length)));
    }
}
