package dev.nephelite.emulator.value;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant by one with a typing error. */
public final class NearestName {
    private static final int LETTERS_PER_ERROR = 3;

    private NearestName() {}

    /**
     * The known name that differs from {@code typed} by the fewest errors: a letter that is wrong, missing or too many, or two
     * that are swapped. Case does not matter. Empty if even the nearest one has more than one error in three letters.
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        int tolerated = Math.max(1, typed.length() / LETTERS_PER_ERROR);
        return known.stream()
                .filter(name -> errors(typed, name) <= tolerated)
                .min(Comparator.comparingInt(name -> errors(typed, name)));
    }

    /** The optimal string alignment distance. Row i of the matrix describes the first i letters of {@code typed}. */
    private static int errors(String typed, String name) {
        String a = typed.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        int[][] errors = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                errors[i][j] = i == 0 || j == 0 ? i + j : next(errors, a, b, i, j);
            }
        }
        return errors[a.length()][b.length()];
    }

    private static int next(int[][] errors, String a, String b, int i, int j) {
        int replaced = errors[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(errors[i - 1][j], errors[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, errors[i - 2][j - 2] + 1) : least;
    }
}
