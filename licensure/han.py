"""Names in Han characters as their bearers read them. `anyascii` reads all as Mandarin; Koreans and Japanese do not. Pure.

The commonest family names and name characters, of general knowledge. A name that is not here is found in its Latin spelling
only, which passports and license registers give.
"""

JAPANESE = dict(
    pair.split("=")
    for pair in (
        "佐藤=Sato 鈴木=Suzuki 高橋=Takahashi 田中=Tanaka 伊藤=Ito 渡辺=Watanabe 渡邊=Watanabe 山本=Yamamoto 中村=Nakamura "
        "小林=Kobayashi 加藤=Kato 吉田=Yoshida 山田=Yamada 佐々木=Sasaki 山口=Yamaguchi 松本=Matsumoto 井上=Inoue 木村=Kimura "
        "林=Hayashi 清水=Shimizu 斎藤=Saito 斉藤=Saito 山崎=Yamazaki 森=Mori 池田=Ikeda 橋本=Hashimoto 阿部=Abe 石川=Ishikawa "
        "山下=Yamashita 中島=Nakajima 前田=Maeda 藤田=Fujita 小川=Ogawa 後藤=Goto 岡田=Okada 長谷川=Hasegawa 村上=Murakami "
        "近藤=Kondo 石井=Ishii 坂本=Sakamoto 遠藤=Endo 青木=Aoki 藤井=Fujii 西村=Nishimura 福田=Fukuda 太田=Ota 三浦=Miura "
        "藤原=Fujiwara 岡本=Okamoto 松田=Matsuda 中川=Nakagawa 中野=Nakano 原田=Harada 小野=Ono 田村=Tamura 竹内=Takeuchi "
        "金子=Kaneko 和田=Wada 中山=Nakayama 石田=Ishida 上田=Ueda 森田=Morita 原=Hara 柴田=Shibata 酒井=Sakai 工藤=Kudo "
        "太郎=Taro 一郎=Ichiro 次郎=Jiro 三郎=Saburo 花子=Hanako 幸子=Sachiko 和子=Kazuko 洋子=Yoko 恵子=Keiko 京子=Kyoko "
        "裕子=Yuko 陽子=Yoko 智子=Tomoko 美香=Mika 由美=Yumi 直美=Naomi 健一=Kenichi 健=Ken 誠=Makoto 隆=Takashi 浩=Hiroshi "
        "博=Hiroshi 明=Akira 大輔=Daisuke 翔太=Shota 健太=Kenta 拓也=Takuya 直樹=Naoki 哲也=Tetsuya 愛=Ai 恵=Megumi 翼=Tsubasa"
    ).split()
)

KOREAN = dict(
    pair.split("=")
    for pair in (
        "金=Kim 李=Lee 朴=Park 崔=Choi 鄭=Jung 姜=Kang 趙=Cho 尹=Yoon 張=Jang 林=Lim 韓=Han 吳=Oh 徐=Seo 申=Shin 權=Kwon 黃=Hwang "
        "安=An 宋=Song 柳=Yoo 洪=Hong 全=Jeon 高=Ko 文=Moon 孫=Son 梁=Yang 裵=Bae 白=Baek 許=Heo 南=Nam 沈=Shim 盧=Noh 河=Ha "
        "正=Jong 恩=Un 日=Il 成=Song 永=Young 哲=Chul 秀=Soo 英=Young 美=Mi 善=Sun 貞=Jung 淑=Sook 姬=Hee 熙=Hee 順=Soon 子=Ja "
        "順=Soon 京=Kyung 惠=Hye 慧=Hye 敏=Min 智=Ji 志=Ji 賢=Hyun 俊=Joon 勇=Yong 龍=Yong 虎=Ho 浩=Ho 昊=Ho 宇=Woo 在=Jae "
        "載=Jae 東=Dong 相=Sang 尙=Sang 承=Seung 昌=Chang 泰=Tae 太=Tae 炳=Byung 鍾=Jong 中=Joong 仁=In 光=Kwang 根=Geun 植=Sik"
    ).split()
)


def readings(written: str) -> tuple[str, ...]:
    """How a name of Han characters may be spelled by a Japanese or a Korean who bears it; none where it is not known."""
    plain = "".join(written.split())
    if not plain or any(not "\u3005" <= sign <= "\u9fff" for sign in plain):
        return ()
    japanese = (JAPANESE[plain],) if plain in JAPANESE else ()
    korean = ("".join(KOREAN[sign] for sign in plain),) if all(sign in KOREAN for sign in plain) else ()
    return japanese + korean
