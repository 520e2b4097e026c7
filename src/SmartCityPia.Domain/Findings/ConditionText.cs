using System.Globalization;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>A condition in words: "GPS trajectory, to 50 m, to 5 minutes, over 14 days, 500 events".</summary>
public static class ConditionText
{
    /// <param name="name">Of the type or class.</param>
    /// <param name="condition">Null where only the type is asked for.</param>
    public static string Of(string name, CityCondition? condition, CultureInfo? culture = null)
    {
        if (condition is null)
            return name;
        List<string> parts = [name];
        Say("Metres", condition.Metres);
        if (condition.Seconds is { } seconds and < double.PositiveInfinity)
            parts.Add(Text("Seconds", culture, Time(seconds, culture)));
        Say("Group", condition.Group);
        if (condition.Form is { } form and not CityForm.Plain)
            parts.Add(Text($"Form.{form}", culture));
        if (condition.Covers is { } tag)
            parts.Add(Text("Covers", culture, Place(tag, culture)));
        Say("Span", condition.Span);
        Say("Days", condition.Days);
        Say("Events", condition.Events);
        if (condition.Access is { } access and not CityAccess.Order)
            parts.Add(Text($"Access.{access}", culture));
        return string.Join(", ", parts);

        void Say(string what, double? value)
        {
            if (value is { } number and < double.PositiveInfinity)
                parts.Add(Count(what, number, culture));
        }
    }

    /// <summary>What is said of a field, in words; empty where nothing is.</summary>
    public static string Facets(DataItem item, CultureInfo? culture = null)
    {
        List<string> parts = [];
        if (item.Metres is { } metres)
            parts.Add(Count("Metres", metres, culture));
        if (item.Seconds is { } seconds)
            parts.Add(Text("Seconds", culture, Time(seconds, culture)));
        if (item.Days is { } days)
            parts.Add(Count("CodeDays", days, culture));
        if (item.Form is { } form)
            parts.Add(Words.Of(form, culture));
        if (item.Group is { } group)
            parts.Add(Count("GroupOf", group, culture));
        if (item.Covers.Count > 0)
            parts.Add(Text("Covers", culture, string.Join(", ", item.Covers.Select(c => Place(c, culture)))));
        return string.Join(", ", parts);
    }

    /// <summary>A kind of place in words.</summary>
    public static string Place(string tag, CultureInfo? culture = null) => Words.Find(typeof(ConditionText), $"Covers.{tag}", culture) ?? tag;

    /// <summary>"5 minutes"; the largest unit that leaves a whole number.</summary>
    public static string Time(double seconds, CultureInfo? culture = null) => seconds switch
    {
        >= 86400 when seconds % 86400 == 0 => Count("DaysLong", seconds / 86400, culture),
        >= 3600 when seconds % 3600 == 0 => Count("Hours", seconds / 3600, culture),
        >= 60 when seconds % 60 == 0 => Count("Minutes", seconds / 60, culture),
        _ => Count("SecondsLong", seconds, culture),
    };

    private static string Count(string key, double count, CultureInfo? culture) =>
        Counted.Of(key, count, k => Words.Find(typeof(ConditionText), k, culture), culture);

    private static string Text(string key, CultureInfo? culture, params object[] arguments) =>
        string.Format(culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(ConditionText), key, culture) ?? key, arguments);
}
