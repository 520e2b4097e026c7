using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Web.Infrastructure.Faults;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>The sign-in cookie, and what happens when it has run out in the middle of a form.</summary>
internal static class SignInCookie
{
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "pia";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
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
        var validate = options.Events.OnValidatePrincipal;
        options.Events.OnValidatePrincipal = context =>
            // A fault page is shown with the cookie as it is: checking it again needs the database that may be away.
            context.HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>() is null
                ? SecurityStampValidator.ValidatePrincipalAsync(context) : Task.CompletedTask;
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

/// <summary>Puts into the cookie what pages need on every request, so that none asks the database for it.</summary>
public sealed class AccountClaims(UserManager<Account> accounts, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account, IdentityRole<Guid>>(accounts, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(SignedInUser.NameClaim, user.DisplayName));
        identity.AddClaim(new(SignedInUser.OrganisationClaim, user.OrganisationId.ToString()));
        if (user.CityWide)
            identity.AddClaim(new(SignedInUser.CityWideClaim, "true"));
        return identity;
    }
}
