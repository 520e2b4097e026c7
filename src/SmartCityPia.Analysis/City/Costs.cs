namespace SmartCityPia.Analysis.City;

/// <summary>
/// Products of confidences as sums of whole numbers. A confidence <c>v</c> is the cost <c>-log2(v)</c> in units of
/// 2^-44, so that a product does not depend on the order of its factors: equal derivations compare equal, and an
/// edit gives to the last digit what a full run gives. Rounding costs under 3e-14 of the value per factor.
/// </summary>
/// <remarks>
/// A fact is ordered by its <em>rank</em>: the cost in the upper 52 bits and the height of its proof in the lower 12,
/// so that among equally sure proofs the flattest wins and a proof never rests on itself.
/// </remarks>
internal static class Costs
{
    public const int HeightBits = 12;
    public const ulong HeightMask = (1UL << HeightBits) - 1;
    public const ulong Unreached = ulong.MaxValue;

    /// <summary>Cost of the impossible. Sums of a few of these still fit a long.</summary>
    public const long Never = long.MaxValue / 16;

    private const double Unit = 1L << 44;

    /// <summary>Confidences below 2^-127 (6e-39) count as zero, so that a rank fits 64 bits.</summary>
    private const long Floor = 127L << 44;

    /// <summary>A score this close under the threshold, one part in 10^12, still reaches it.</summary>
    private const long Slack = (long)(1e-12 / 0.6931471805599453 * (1L << 44)) + 1;

    public static long Cost(double confidence)
    {
        if (confidence <= 0)
            return Never;
        var cost = Math.Round(-Math.Log2(confidence) * Unit);
        return cost > Floor ? Never : (long)cost;
    }

    /// <summary>
    /// The cost of a value in the low and the high score: what it lacks to 1, in the same units. The low score adds what
    /// its steps lack, the high one takes the most; either is nothing once a whole is lacking.
    /// </summary>
    public static long Gap(double value)
    {
        var gap = (long)Math.Round((1 - value) * Unit);
        return gap > GapLimit ? Never : gap;
    }

    /// <summary>The same for a factor whose cost is known.</summary>
    public static long GapOf(long cost) => cost == 0 ? 0 : cost > Floor ? Never : Gap(Math.Pow(2, -cost / Unit));

    /// <summary>The largest gap that leaves something.</summary>
    public const long GapLimit = (1L << 44) - 1;

    /// <summary>What a gap leaves, to twelve decimals.</summary>
    public static double ScoreOfGap(long gap) => gap > GapLimit ? 0 : Math.Round(1 - (gap / Unit), 12);

    /// <summary>The largest cost that reaches a threshold; a threshold of 0 asks for every score above zero.</summary>
    public static long Limit(double threshold) => threshold <= 0 ? Floor : Math.Min(Floor, Cost(threshold) + Slack);

    /// <summary>The score of a cost, to twelve decimals.</summary>
    public static double Score(long cost) => cost switch
    {
        0 => 1,
        > Floor => 0,
        _ => Math.Round(Math.Pow(2, -cost / Unit), 12),
    };

    public static ulong Rank(long cost, ulong height) => ((ulong)cost << HeightBits) | Math.Min(height, HeightMask);

    public static long CostOf(ulong rank) => (long)(rank >> HeightBits);

    public static ulong HeightOf(ulong rank) => rank & HeightMask;
}
