"""Variable names and labels that introduce an account name, in languages other than English."""

ACCOUNT_VARIABLES: tuple[str, ...] = tuple(
    """
    usuario utilisateur identifiant benutzer nutzer kennung benutzerkennung anmeldename gebruiker gebruikersnaam utente
    nomeutente kullanici kullaniciadi uzytkownik uzivatel felhasznalo kayttaja tunnus anvandare brukernavn bruker
    brugernavn utilizador korisnik korisnicko_ime utilizator pengguna polzovatel nombre_usuario nombreusuario
    nom_utilisateur nomutilisateur konto anvandarnamn felhasznalonev uzivatelske_jmeno nazwa_uzytkownika kullanici_adi
    nome_usuario tai_khoan taikhoan ten_dang_nhap tendangnhap yonghuming zhanghao dengluming nama_pengguna nume_utilizator
    """.split()
)
"""Lower case, as in variable and column names; other words may precede or follow."""

_BY_LANGUAGE: dict[str, str] = {
    # ISO 639 code: space-separated labels; an underscore means a space
    "ar": "اسم_المستخدم المستخدم اسم_الدخول اسم_مستخدم",
    "bg": "потребител потребителско_име",
    "bn": "ব্যবহারকারী ব্যবহারকারীর_নাম",
    "ca": "nom_d'usuari",
    "cs": "uživatel uživatelské_jméno přihlašovací_jméno",
    "el": "χρήστης όνομα_χρήστη",
    "es": "nombre_de_usuario",
    "et": "kasutaja kasutajanimi",
    "fa": "نام_کاربری کاربر",
    "fi": "käyttäjä käyttäjätunnus käyttäjänimi",
    "fr": "nom_d'utilisateur",
    "he": "משתמש שם_משתמש",
    "hi": "उपयोगकर्ता उपयोगकर्ता_नाम यूज़रनेम लॉगिन",
    "hr": "korisničko_ime",
    "hu": "felhasználó felhasználónév",
    "ja": "ユーザー ユーザー名 ユーザ名 ユーザーid ユーザid ログイン名 ログインid 会員id アカウント アカウント名",
    "ko": "아이디 계정 계정명 사용자 사용자명 사용자_이름 로그인_아이디 유저명",
    "lt": "naudotojas vartotojas",
    "lv": "lietotājs lietotājvārds",
    "nl": "gebruikersnaam",
    "pl": "użytkownik nazwa_użytkownika",
    "pt": "usuário nome_de_usuário",
    "ro": "nume_utilizator nume_de_utilizator",
    "ru": "логин пользователь учётка учетка имя_пользователя учётная_запись",
    "sk": "používateľ používateľské_meno prihlasovacie_meno",
    "sr": "корисник корисничко_име",
    "sv": "användare användarnamn",
    "ta": "பயனர் பயனர்பெயர் பயனர்_பெயர்",
    "th": "ชื่อผู้ใช้ ผู้ใช้ ชื่อบัญชี ผู้ใช้งาน",
    "tr": "kullanıcı kullanıcı_adı",
    "uk": "логін користувач ім'я_користувача",
    "vi": "tài_khoản tên_đăng_nhập",
    "zh": (
        "用户 用户名 用户名称 账号 帐号 账户 登录名 登录账号 登陆名 微信 微信号 測試帳號 帳號 帳戶 使用者 "
        "使用者名稱 用戶名"
    ),
}

ACCOUNT_LABELS = frozenset(
    form for row in _BY_LANGUAGE.values() for label in row.split() for form in (label, label.replace("_", " "))
)
"""Lower case, as written before an account or as the heading of a column of accounts."""
