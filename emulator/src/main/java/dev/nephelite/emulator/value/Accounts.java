package dev.nephelite.emulator.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

    /** Accounts that do not change. */
    final class FixedAccounts implements Accounts {
        private final Map<String, Account> byName = new LinkedHashMap<>();

        FixedAccounts(Collection<Account> accounts) {
            for (Account account : accounts) {
                if (byName.put(account.name(), account) != null) {
                    throw new IllegalArgumentException("the account \"" + account.name() + "\" is given twice");
                }
            }
        }

        @Override
        public @Nullable Account find(String name) {
            return byName.get(name);
        }

        @Override
        public Collection<Account> all() {
            return Collections.unmodifiableCollection(byName.values());
        }
    }

    /** How accounts are written down for an emulator to read. */
    static final class AccountsParser {
        private static final String FORM =
                "write name:key1 or name:key1:key2, several accounts separated by semicolons";
        private static final Pattern SEPARATOR = Pattern.compile("[;\\r\\n]");
        private static final int MAX_KEYS = 2;

        private AccountsParser() {}

        static List<Account> read(String text) {
            List<Account> accounts = new ArrayList<>();
            String[] parts = SEPARATOR.split(text, -1);
            for (int i = 0; i < parts.length; i++) {
                String part = parts[i].strip();
                if (!part.isEmpty()) {
                    accounts.add(account(part, i + 1));
                }
            }
            if (accounts.isEmpty()) {
                throw new IllegalArgumentException("no account is given; " + FORM);
            }
            return accounts;
        }

        private static Account account(String part, int position) {
            String[] pieces = part.split(":", -1);
            String name = pieces[0].strip();
            String where = "part " + position + (Account.isName(name) ? " (" + name + "): " : ": ");
            if (pieces.length == 1) {
                // The one piece may be a key whose name was forgotten, so it is not repeated.
                throw new IllegalArgumentException("part " + position + ": no colon between name and key; " + FORM);
            }
            if (pieces.length > 1 + MAX_KEYS) {
                throw new IllegalArgumentException(
                        where + "found " + (pieces.length - 1) + " keys where one or two belong; " + FORM);
            }
            try {
                List<SigningKey> keys = new ArrayList<>();
                for (int i = 1; i < pieces.length; i++) {
                    keys.add(SigningKey.parse(pieces[i].strip()));
                }
                return new Account(name, keys);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(where + refused.getMessage() + "; " + FORM, refused);
            }
        }
    }
}
