using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>A header takes printable ASCII alone; an address that people bring along, such as where to go back to, may have more.</summary>
internal sealed class EncodedRedirects : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is RedirectResult redirect)
            redirect.Url = Encode(redirect.Url);
        else if (context.Result is LocalRedirectResult local)
            local.Url = Encode(local.Url);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }

    public static string Encode(string address) =>
        string.Concat(address.EnumerateRunes().Select(rune => rune.Value is > ' ' and < 0x7F ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
