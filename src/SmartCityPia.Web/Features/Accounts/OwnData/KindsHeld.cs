using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Accounts.OwnData;

/// <summary>A kind of what the product keeps about the people who use it, as the city's record of processing names it.</summary>
public sealed record KindHeld(string Name, string Purpose, string Period);

public static class KindsHeld
{
    public static readonly IReadOnlyList<string> Keys = ["Account", "Session", "Mail", "Notice", "Evidence", "Question", "Asked", "KeptForm", "Attempt", "Trail"];

    public static IReadOnlyList<KindHeld> Of(RetentionPeriods periods, IStringLocalizerFactory localizers)
    {
        var words = new Texts(localizers, "OwnData");
        return [.. Keys.Select(key => new KindHeld(words[key], words[key + ".Purpose"], key switch
        {
            "Account" => Period(words, key, periods.AccountMonths),
            "Session" => Period(words, key, periods.SessionDays),
            "Mail" or "Notice" => Period(words, key, periods.NoticeDays),
            "Asked" => Period(words, key, periods.QuestionMonths),
            _ => words[key + ".Period"],
        }))];
    }

    /// <param name="period">None where the city left it empty: nothing ends by itself.</param>
    private static string Period(Texts words, string key, int? period) => period is { } count ? words.Count(key + ".Period", count) : words["NoPeriod"];
}
