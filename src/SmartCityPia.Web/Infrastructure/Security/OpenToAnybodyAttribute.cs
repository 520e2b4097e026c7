using Microsoft.AspNetCore.Authorization;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>A page for people without an account that tells those who have one more: unlike elsewhere, what an auditor may see is known there.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenToAnybodyAttribute : Attribute, IAllowAnonymous;
