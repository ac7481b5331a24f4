package dev.nephelite.protocol.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** One service, with a client that sends it valid and invalid requests and checks its answers. */
final class Subject implements AutoCloseable {
    private final Corpus corpus;
    private final Scribe scribe;
    private final Function<RequestDraft, List<String>> places;
    private final List<Mutation> mutations;
    private final boolean namesErrors;
    private final Memory memory = new Memory();
    private final VisibleState state = new VisibleState(this::get);
    private final RawConnection connection;
    private final RawConnection observer;

    /**
     * Asks one service.
     *
     * @param places where a request might change something
     */
    Subject(Corpus corpus, Scribe scribe, Function<RequestDraft, List<String>> places) {
        this(corpus, scribe, places, true);
    }

    private Subject(Corpus corpus, Scribe scribe, Function<RequestDraft, List<String>> places, boolean namesErrors) {
        this.namesErrors = namesErrors;
        this.corpus = corpus;
        this.scribe = scribe;
        this.places = places;
        connection = new RawConnection(scribe.port());
        observer = new RawConnection(scribe.port());
        Mutation headers = MutateFields.headers(corpus.headers());
        Mutation query = MutateFields.query(corpus.query());
        mutations = List.of(headers, headers, headers, query, query, new MutateBody(), new MutateTarget());
    }

    /** Asks for paths that are no service's; what is refused there has no error code. */
    static Subject ofOwnPaths(Corpus corpus, Scribe scribe) {
        return ofOwnPaths(corpus, scribe, requestDraft -> List.of());
    }

    /**
     * Asks for paths that are no service's.
     *
     * @param places where a request might change something
     */
    static Subject ofOwnPaths(Corpus corpus, Scribe scribe, Function<RequestDraft, List<String>> places) {
        return new Subject(corpus, scribe, places, false);
    }

    /** Asks for everything that is in the corpus, in its order. */
    void askRightly() {
        for (RequestDraft requestDraft : corpus.drafts()) {
            memory.learn(send(scribe.signed(memory.complete(requestDraft))));
        }
        state.forget();
    }

    /** Asks for something, which may be wrong. */
    FuzzResponse ask(Chance chance) {
        return ask(chance.pick(corpus.drafts()), mutations, chance);
    }

    /** Asks for a batch in which something is wrong. */
    FuzzResponse askForBatch(Chance chance) {
        Mutation batch = new MutateBatch(corpus.drafts());
        return ask(
                chance.pick(
                        corpus.drafts().stream().filter(MutateBatch::isBatch).toList()),
                List.of(batch, batch, batch, new MutateBody()),
                chance);
    }

    private FuzzResponse ask(RequestDraft right, List<Mutation> mutations, Chance chance) {
        RequestDraft requestDraft = memory.complete(right);
        for (int i = chance.below(4); i > 0; i--) {
            requestDraft = chance.pick(mutations).of(requestDraft, chance);
        }
        RequestDraft asked = scribe.signed(requestDraft, chance);
        List<String> touched = places.apply(asked);
        state.look(touched);
        FuzzResponse fuzzResponse = send(asked);
        judge(asked, fuzzResponse, touched);
        memory.learn(fuzzResponse);
        return fuzzResponse;
    }

    /** Nothing that was known before holds any longer, for time has passed. */
    void passTime() {
        state.forget();
    }

    /**
     * Requires the service to make something and to list it, after all that was done to it.
     *
     * @param query what makes a container or a queue of a path
     */
    void requireWorking(List<Field> query) {
        RequestDraft create = new RequestDraft(
                "Still working?", "PUT", "/devstoreaccount1/still-working", query, List.of(), Body.NONE);
        FuzzResponse created = send(scribe.signed(create));
        FuzzResponse listed = get("/devstoreaccount1?comp=list&prefix=still-");
        if (!created.isAcceptance() || !listed.text().contains("<Name>still-working</Name>")) {
            throw new Fault(create, created, "the service no longer works; it lists " + listed);
        }
    }

    /** Requires that a valid request is accepted after all the invalid ones. */
    void requireAnswered(String target) {
        RequestDraft requestDraft = new RequestDraft("Still working?", "GET", target, List.of(), List.of(), Body.NONE);
        FuzzResponse fuzzResponse = send(scribe.signed(requestDraft));
        if (!fuzzResponse.isAcceptance()) {
            throw new Fault(requestDraft, fuzzResponse, "it no longer works");
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        observer.close();
    }

    private void judge(RequestDraft asked, FuzzResponse fuzzResponse, List<String> touched) {
        if (fuzzResponse.isBreakdown()) {
            throw new Fault(asked, fuzzResponse, "the service broke down");
        }
        if (fuzzResponse.isNone() && Scribe.isHttp(asked)) {
            throw new Fault(asked, fuzzResponse, "the service hung up");
        }
        if (namesErrors
                && fuzzResponse.status() >= 400
                && Scribe.isHttp(asked)
                && fuzzResponse.errorCode().isEmpty()) {
            throw new Fault(asked, fuzzResponse, "the service did not say why");
        }
        if (fuzzResponse.isAcceptance()) {
            state.forget();
            return;
        }
        String changes = state.changes(touched);
        if (!changes.isEmpty()) {
            throw new Fault(asked, fuzzResponse, "the request was refused, and changed something:" + changes);
        }
    }

    private FuzzResponse send(RequestDraft requestDraft) {
        byte[] bytes = scribe.bytes(requestDraft);
        try {
            return Scribe.isHttp(requestDraft)
                    ? connection.exchange(requestDraft.method(), bytes)
                    : connection.last(requestDraft.method(), bytes);
        } catch (IOException | RuntimeException unreadable) {
            throw new Fault(requestDraft, FuzzResponse.NONE, "there was no answer that could be read: " + unreadable);
        }
    }

    private FuzzResponse get(String target) {
        String[] pathAndQuery = target.split("\\?", 2);
        RequestDraft requestDraft =
                new RequestDraft("look", "GET", pathAndQuery[0], Corpus.query(pathAndQuery[1]), List.of(), Body.NONE);
        if (!Scribe.isHttp(requestDraft)) {
            return FuzzResponse.NONE;
        }
        try {
            return observer.exchange("GET", scribe.bytes(scribe.signed(requestDraft)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
