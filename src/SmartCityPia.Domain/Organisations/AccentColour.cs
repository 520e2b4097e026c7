using System.Globalization;

namespace SmartCityPia.Domain.Organisations;

/// <summary>A colour for links and buttons, with the tones that go with it. Contrast is that of WCAG 2.2, success criterion 1.4.3.</summary>
public readonly record struct AccentColour(byte Red, byte Green, byte Blue)
{
    public const double LeastContrast = 4.5;

    /// <summary>What text in the accent colour stands on, and what a button's text is: <c>--ground</c>, <c>--surface</c> and <c>--sunken</c> of the style sheet.</summary>
    public static readonly IReadOnlyList<AccentColour> LightGrounds = [Parse("#fbfaf8")!.Value, White, Parse("#f3f1ec")!.Value];

    public static readonly IReadOnlyList<AccentColour> DarkGrounds = [Parse("#14181a")!.Value, Parse("#1b2022")!.Value, Parse("#22282b")!.Value];

    private static AccentColour White => new(255, 255, 255);

    /// <returns>Null where it is not written as <c>#rrggbb</c>.</returns>
    public static AccentColour? Parse(string? text) =>
        text is ['#', ..] && text.Length == 7 && uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>From 1 to 21.</summary>
    public double Contrast(AccentColour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The least contrast of text in this colour on a light or on a dark screen, the tinted boxes included.</summary>
    public double LeastOn(bool dark) => (dark ? DarkGrounds : LightGrounds).Append(Soft(dark)).Min(Contrast);

    /// <summary>Of a link under the pointer.</summary>
    public AccentColour Strong(bool dark) => dark ? Mix(White, 0.3) : Mix(default, 0.28);

    /// <summary>The ground of a tinted box.</summary>
    public AccentColour Soft(bool dark) => (dark ? DarkGrounds[0] : White).Mix(this, dark ? 0.15 : 0.1);

    /// <summary>The tone of it that can be read on a dark screen.</summary>
    public AccentColour ForDark()
    {
        var tone = this;
        for (var white = 0.0; tone.LeastOn(dark: true) < LeastContrast; white += 0.05)
            tone = Mix(White, white);
        return tone;
    }

    private AccentColour Mix(AccentColour other, double share)
    {
        return new(Part(Red, other.Red), Part(Green, other.Green), Part(Blue, other.Blue));

        byte Part(byte mine, byte theirs) => (byte)Math.Round(mine + ((theirs - mine) * share));
    }

    private double Luminance
    {
        get
        {
            return (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

            static double Linear(byte part) => part / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
    }
}
