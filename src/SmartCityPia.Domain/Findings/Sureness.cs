using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>How sure a finding is, in one word.</summary>
public enum CertaintyBand { NearlyCertain, VeryLikely, Likely, Possible, Unlikely }

/// <summary>How often somebody who is told the conclusion is told right, as people read it: a word, a frequency, an interval and what it rests on.</summary>
/// <param name="Judged">Some figure of the proof is our judgement; it is then told to the tenth and no finer.</param>
public sealed record Sureness(double Score, double Low, double High, bool Judged)
{
    /// <summary>The words of the scale and the least score of each, the surest first.</summary>
    public static IReadOnlyList<(CertaintyBand Band, double Least)> Scale { get; } =
    [
        (CertaintyBand.NearlyCertain, 0.9), (CertaintyBand.VeryLikely, 0.7), (CertaintyBand.Likely, 0.5), (CertaintyBand.Possible, Finding.LeastScore), (CertaintyBand.Unlikely, 0),
    ];

    // A frequency is told in one of these, so that 1 in 19 does not look counted.
    private static readonly int[] Round = [10, 20, 50, 100];

    public static Sureness Of(Finding finding) => new(finding.Score, finding.Low, finding.High, finding.RestsOnEstimate);

    public static CertaintyBand BandOf(double score) => Scale.First(s => score >= s.Least).Band;

    /// <summary>
    /// Whether something can now be told materially better than before: it is no hypothesis now, and it could not be told, was one, or goes by
    /// a surer word of the scale now.
    /// </summary>
    /// <param name="before">The score; null where it could not be told.</param>
    public static bool IsMateriallyWorse(double? before, double now) =>
        now >= Finding.LeastScore && (before is not { } was || was < Finding.LeastScore || BandOf(now) < BandOf(was));

    /// <summary>"likely: right about 6 in 10 times".</summary>
    public string Brief(CultureInfo? culture = null) => Text("Brief", culture, Words.Of(BandOf(Score), culture), Frequency(culture));

    /// <summary>"right about 6 in 10 times", "about 1 in 20 wrong".</summary>
    public string Frequency(CultureInfo? culture = null)
    {
        var most = Judged ? 10 : 100;
        return Score switch
        {
            >= 1 => Text("Always", culture),
            >= 0.895 when 1 / (1 - Score) > most + 0.5 => Text("FewerWrong", culture, most),
            >= 0.895 => Text("Wrong", culture, Round.MinBy(n => Math.Abs((1d / n) - (1 - Score)))),
            >= 0.1 => Text("Right", culture, Math.Clamp(Math.Round(Score * 10, MidpointRounding.AwayFromZero), 1, 9)),
            _ => Text("SeldomRight", culture),
        };
    }

    /// <summary>"between 4 and 8 in 10", wide enough to hold both bounds; null where there is nothing between them.</summary>
    public string? Interval(CultureInfo? culture = null)
    {
        var (low, high) = Bounds();
        return low < high ? Text("Between", culture, low, high, Judged ? 10 : 100) : null;
    }

    private (double Low, double High) Bounds()
    {
        var of = Judged ? 10 : 100;
        return (Math.Floor((Low * of) + 1e-9), Math.Ceiling((High * of) - 1e-9));
    }

    /// <summary>What the figure rests on.</summary>
    public string Basis(CultureInfo? culture = null) => Text(Judged ? "Judged" : "Measured", culture);

    /// <summary>"Likely: right about 6 in 10 times (between 4 and 8 in 10); judged by us, not measured."</summary>
    public string Tell(CultureInfo? culture = null)
    {
        var brief = Brief(culture);
        brief = char.ToUpper(brief[0], culture ?? CultureInfo.CurrentCulture) + brief[1..];
        return Interval(culture) is { } between ? Text("Tell.Between", culture, brief, between, Basis(culture)) : Text("Tell", culture, brief, Basis(culture));
    }

    /// <summary>"likely: right about 6 in 10 times (between 4 and 8 in 10)".</summary>
    public string BriefBetween(CultureInfo? culture = null) => Interval(culture) is { } between ? Text("Brief.Between", culture, Brief(culture), between) : Brief(culture);

    /// <summary>"6 in 10", for the cell of a map; its words are said with it.</summary>
    public string InFigures(CultureInfo? culture = null)
    {
        var of = Judged ? 10 : 100;
        var right = Math.Round(Score * of, MidpointRounding.AwayFromZero);
        return Score >= 1 ? Text("Short.Always", culture)
            : right >= of ? Text("Short.Most", culture, of - 1, of)
            : right < 1 ? Text("Short.Least", culture, of) : Text("Short", culture, right, of);
    }

    /// <summary>"4 to 8", of the same; null where there is nothing between them.</summary>
    public string? IntervalInFigures(CultureInfo? culture = null) => Bounds() is var (low, high) && low < high ? Text("Short.Between", culture, low, high) : null;

    /// <summary>Of a join, between the bounds of its key; what controls leave of it, they leave of the bounds too.</summary>
    public static Sureness OfLink(PiaCatalogue catalogue, string key, double strength)
    {
        var stated = catalogue.Keys.Where(k => k.Type == key && k.Strength >= strength - 1e-9).MinBy(k => k.Strength);
        return stated is null || stated.Strength == 0 ? new(strength, strength, strength, Judged: true)
            : new(strength, stated.Low * strength / stated.Strength, stated.High * strength / stated.Strength, stated.Estimate);
    }

    private static string Text(string key, CultureInfo? culture, params object[] arguments) =>
        string.Format(culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(Sureness), key, culture) ?? key, arguments);
}
