package dev.nephelite.blob.protocol;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.testing.SignedClient;
import io.restassured.response.ValidatableResponse;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Accounts and keys that change while the service runs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountRotationTest {
    private static final SigningKey OLD = SigningKey.parse("b2xk");
    private static final SigningKey NEW = SigningKey.parse("bmV3");

    private final ManualClock clock = new ManualClock(BlobService.NOON);
    private final Ids ids = RandomIds.seeded(1);
    private final Store store = Store.inMemory(clock);
    private final EventLog events = new EventLog(store, ids);
    private final Changing accounts = new Changing();
    private final BlobEmulator emulator =
            new BlobEmulator("127.0.0.1", 0, store, events, accounts, Clocks.single(clock), ids);

    @AfterEach
    void close() {
        emulator.close();
        events.close();
        store.close();
    }

    @Test
    void a_key_is_replaced_without_a_moment_in_which_none_is_good() {
        list("shop", OLD).statusCode(200);
        list("shop", NEW).statusCode(403);

        accounts.current = List.of(new Account("shop", List.of(NEW, OLD)));
        list("shop", OLD).statusCode(200);
        list("shop", NEW).statusCode(200);

        accounts.current = List.of(new Account("shop", List.of(NEW)));
        list("shop", OLD).statusCode(403).header("x-ms-error-code", "AuthenticationFailed");
        list("shop", NEW).statusCode(200);
    }

    @Test
    void an_account_that_went_is_gone_and_has_all_it_had_when_it_comes_again() {
        put("/photos?restype=container").statusCode(201);

        accounts.current = List.of(new Account("other", List.of(OLD)));
        list("shop", OLD).statusCode(404);
        list("other", OLD).statusCode(200);

        accounts.current = List.of(new Account("shop", List.of(OLD)));
        put("/photos?restype=container").statusCode(409);
    }

    private ValidatableResponse list(String account, SigningKey key) {
        return client(account, key).request().get("?comp=list").then();
    }

    private ValidatableResponse put(String path) {
        return client("shop", OLD).request().put(path).then();
    }

    private SignedClient client(String account, SigningKey key) {
        return new SignedClient(emulator.endpoint(account), new Account(account, List.of(key)), clock::now);
    }

    private static final class Changing implements Accounts {
        private volatile List<Account> current = List.of(new Account("shop", List.of(OLD)));

        @Override
        public @Nullable Account find(String name) {
            return Accounts.of(current).find(name);
        }

        @Override
        public Collection<Account> all() {
            return current;
        }
    }
}
