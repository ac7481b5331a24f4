package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.http.server.ServerThreads;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Accounts;
import org.jspecify.annotations.Nullable;

/**
 * What a storage service gets from the program that runs it.
 *
 * @param address the address to bind; port 0 picks a free one
 * @param threads the threads of the server, which may serve others as well; null for threads of its own
 * @param store not closed with the service, because other services may use it
 * @param events the event log of the same store; the caller closes it. {@link StorageRouter} serves it beside the
 *     service
 * @param authorization decides which requests are authorized
 * @param faults the rules by which requests fail on purpose
 * @param requests observes all requests
 * @param clocks the source of time; tests pass clocks that they can advance
 */
public record StorageEnvironment(
        ServerAddress address,
        @Nullable ServerThreads threads,
        Store store,
        EventLog events,
        AuthorizationOptions authorization,
        FaultInjector faults,
        RequestObserver requests,
        Clocks clocks,
        Ids ids) {
    /** An environment without an observer of requests, whose server has threads of its own. */
    public StorageEnvironment(
            ServerAddress address,
            Store store,
            EventLog events,
            AuthorizationOptions authorization,
            FaultInjector faults,
            Clocks clocks,
            Ids ids) {
        this(address, null, store, events, authorization, faults, RequestObserver.NONE, clocks, ids);
    }

    /** An environment without faults. */
    public StorageEnvironment(
            ServerAddress address,
            Store store,
            EventLog events,
            AuthorizationOptions authorization,
            Clocks clocks,
            Ids ids) {
        this(address, store, events, authorization, new FaultInjector(ids), clocks, ids);
    }

    /** An environment without faults, with plain HTTP and for clients with an account key. */
    public StorageEnvironment(
            String host, int port, Store store, EventLog events, Accounts accounts, Clocks clocks, Ids ids) {
        this(ServerAddress.plain(host, port), store, events, AuthorizationOptions.byKey(accounts), clocks, ids);
    }
}
