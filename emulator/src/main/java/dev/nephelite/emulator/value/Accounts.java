package dev.nephelite.emulator.value;

import dev.nephelite.emulator.value.FixedAccounts.AccountsParser;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that an emulator serves. They may change while it runs, so look an account up for each request. A change
 * is atomic.
 */
public interface Accounts {
    /** The default: only the well-known account. */
    Accounts DEVELOPMENT = of(List.of(Account.DEVELOPMENT));

    /**
     * Accounts that do not change.
     *
     * @throws IllegalArgumentException if two of them have one name
     */
    static Accounts of(Collection<Account> accounts) {
        return new FixedAccounts(accounts);
    }

    /**
     * Reads accounts as the variable {@code AZURITE_ACCOUNTS} gives them: {@code name:key1:key2;name2:key1}. Accounts
     * may
     * also be on lines of their own.
     *
     * @throws IllegalArgumentException saying which part is wrong and how to write it; keys are never repeated
     */
    static Accounts parse(String text) {
        return of(AccountsParser.read(text));
    }

    /** Returns the account of that name, or null when there is none. */
    @Nullable
    Account find(String name);

    /** Returns every account, in the order they were given; there is at least one. */
    Collection<Account> all();
}
