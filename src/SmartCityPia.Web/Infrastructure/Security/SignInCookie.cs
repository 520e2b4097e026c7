using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Web.Infrastructure.Faults;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>The sign-in cookie, and what happens when it has run out in the middle of a form.</summary>
internal static class SignInCookie
{
    public static void Configure(CookieAuthenticationOptions options, IConfiguration configuration)
    {
        options.Cookie.Name = Name("pia", configuration);
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = Secure(configuration);
        options.ExpireTimeSpan = Session.Idle;
        options.SlidingExpiration = true;
        options.LoginPath = Addresses.SignIn;
        options.AccessDeniedPath = "/fault/403";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = KeepWhatWasTyped;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = AskForTheSession;
    }

    /// <summary>Where the city's address is https at the root of its host, no other host of the domain can set the cookie.</summary>
    public static string Name(string name, IConfiguration configuration) =>
        Secure(configuration) == CookieSecurePolicy.Always && new Uri(configuration["City:Address"]!).AbsolutePath == "/" ? "__Host-" + name : name;

    /// <summary>Where the city's address is https, no cookie goes out by http, whatever the request looks like here.</summary>
    public static CookieSecurePolicy Secure(IConfiguration configuration) =>
        configuration["City:Address"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true && configuration["Demo"] is null ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>What the cookie says is replaced with what the session's row says; without one nobody is signed in.</summary>
    private static async Task AskForTheSession(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        // Style sheets and the state of health show nothing, and are there when the database is not.
        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null && endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null)
            return;
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal?.SessionId() is { } id)
        {
            // A page that tells of a fault is shown to whoever was there, by the cookie if nothing else is known: the database may be the fault.
            var person = InsteadOfThePage.IsShown(http) ? sessions.Remembered(id) ?? context.Principal : await sessions.Find(id, http.RequestServices.GetRequiredService<PiaDbContext>(), http.RequestAborted);
            if (person is not null)
            {
                context.ReplacePrincipal(person);
                return;
            }
        }
        context.RejectPrincipal();
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static async Task KeepWhatWasTyped(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (await KeptForm.Of(context.HttpContext) is not { } form)
        {
            context.Response.Redirect(context.RedirectUri);
            return;
        }
        // No redirect: it would lose the form. The sign-in page is shown in its place and carries it along.
        form.HandOver(context.HttpContext);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }
}
